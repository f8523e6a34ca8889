// Gives what the database of the person in front of the page holds.
const open = (name) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const kept = { drafts: 0, outbox: [], retained: [], blobs: [], base: [], draft_titles: [] };
for (const { name } of await indexedDB.databases()) {
  const database = await open(name);
  if (database.objectStoreNames.contains("outbox")) {
    const transaction = database.transaction(["drafts", "outbox", "retained", "blobs", "blob_info", "base"]);
    const all = (store) => got(transaction.objectStore(store).getAll());
    const keys = (store) => got(transaction.objectStore(store).getAllKeys());
    const [drafts, outbox, retained, names, bytes, infoNames, infos, base] = await Promise.all([
      all("drafts"), all("outbox"), all("retained"), keys("blobs"), all("blobs"), keys("blob_info"), all("blob_info"), all("base"),
    ]);
    kept.drafts += drafts.length;
    const begun = drafts.map((draft) => JSON.parse(draft)).filter((draft) => !draft.edits);
    kept.draft_titles.push(...begun.map((draft) => draft.fields.ten || ""));
    kept.base.push(...base.map((row) => JSON.parse(row.json)));
    const work = (row) => ({ id: row.id, record: row.record, status: JSON.parse(row.state).status });
    kept.outbox.push(...outbox.map(work));
    kept.retained.push(...retained.map(work));
    for (const [idx, name] of names.entries()) {
      const info = infos[infoNames.indexOf(name)];
      const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes[idx]));
      kept.blobs.push({ name, sha256, size_bytes: bytes[idx].byteLength, is_thumbnail: info.is_thumbnail });
    }
  }
  database.close();
}
return kept;
