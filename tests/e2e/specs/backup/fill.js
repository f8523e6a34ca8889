// Lays logs with photos into the store of whoever uses the app, as many as a summer brings: each
// photo is 300 KB of noise, which nothing can make smaller.
const [first, last, photosEach] = args;
const PHOTO_BYTES = 300_000;
const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const noise = () => {
  const bytes = new Uint8Array(PHOTO_BYTES);
  // As much as is given at a time.
  for (let at = 0; at < PHOTO_BYTES; at += 60_000) crypto.getRandomValues(bytes.subarray(at, at + 60_000));
  return bytes;
};
const written = (transaction) => new Promise((resolve) => { transaction.oncomplete = resolve; });

const names = (await indexedDB.databases()).map(({ name }) => name);
const database = await got(indexedDB.open(names.find((name) => name.startsWith("nhatky:"))));
const account = JSON.parse(await got(database.transaction("settings").objectStore("settings").get("account")));
const { id: holding, unit } = account.holdings[0];
for (let seq = first; seq <= last; seq += 1) {
  const blobs = [];
  for (let idx = 0; idx < photosEach; idx += 1) {
    const bytes = noise();
    const hash = hex(await crypto.subtle.digest("SHA-256", bytes));
    const transaction = database.transaction(["blobs", "blob_info"], "readwrite");
    transaction.objectStore("blobs").put(bytes, hash);
    const info = { mime: "image/jpeg", size_bytes: bytes.length, is_thumbnail: false };
    transaction.objectStore("blob_info").put(info, hash);
    await written(transaction);
    blobs.push(hash);
  }
  const [id, record] = [crypto.randomUUID(), crypto.randomUUID()];
  const fields = { ten: `Hoạt động ${seq}`, anh: blobs.map((sha) => ({ sha })) };
  const body = { form: "HD", form_version: 1, unit, fields };
  const wire = JSON.stringify({ id, seq, op: "record.create", v: 1, record, holding, at: Date.now(), body });
  const transaction = database.transaction(["outbox", "counters"], "readwrite");
  transaction.objectStore("outbox").put({ seq, id, record, blobs, wire, state: "{}" });
  transaction.objectStore("counters").put(seq, "mutations");
  await written(transaction);
}
database.close();
return null;
