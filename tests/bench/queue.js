// Puts one more row into the outbox for each note, after the pattern of the newest row there is.
const [notes] = args;
const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
for (const { name } of await indexedDB.databases()) {
  const database = await got(indexedDB.open(name));
  if (database.objectStoreNames.contains("outbox")) {
    const transaction = database.transaction(["outbox", "retained", "counters"], "readwrite");
    const [outbox, retained, counters] = ["outbox", "retained", "counters"].map((name) => transaction.objectStore(name));
    const rows = [...(await got(retained.getAll())), ...(await got(outbox.getAll()))];
    const pattern = rows[0];
    let seq = Math.max(...rows.map((row) => row.seq));
    for (const note of notes) {
      const mutation = JSON.parse(pattern.wire);
      seq += 1;
      Object.assign(mutation, { id: crypto.randomUUID(), record: crypto.randomUUID(), seq });
      mutation.body.fields.ghi_chu = note;
      const { id, record } = mutation;
      const fresh = { ...pattern, seq, id, record, wire: JSON.stringify(mutation) };
      fresh.state = typeof pattern.state === "string" ? "{}" : {};
      outbox.put(fresh);
    }
    for (const key of await got(counters.getAllKeys())) counters.put(seq, key);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }
  database.close();
}
return null;
