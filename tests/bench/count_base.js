// Whether so many records have been pulled.
const [count] = args;
for (const { name } of await indexedDB.databases()) {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  if (database.objectStoreNames.contains("base")) {
    const request = database.transaction("base").objectStore("base").count();
    await new Promise((resolve) => (request.onsuccess = resolve));
    if (request.result >= count) {
      database.close();
      return true;
    }
  }
  database.close();
}
return false;
