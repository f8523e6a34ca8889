// Puts one more row into the outbox for each note, after the pattern of the row there is. The
// database of a person who has written nothing stays as it is.
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
    let seq = await got(counters.get("mutations"));
    for (const note of pattern ? notes : []) {
      const mutation = JSON.parse(pattern.wire);
      seq += 1;
      Object.assign(mutation, { id: crypto.randomUUID(), record: crypto.randomUUID(), seq });
      mutation.body.fields.ghi_chu = note;
      const { id, record } = mutation;
      outbox.put({ ...pattern, seq, id, record, wire: JSON.stringify(mutation), state: "{}" });
    }
    if (pattern) counters.put(seq, "mutations");
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }
  database.close();
}
return null;
