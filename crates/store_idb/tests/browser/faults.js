// Laid between the store and the browser before the first test: counts, watches and breaks.

const OWN_WORK = new Set([
  "drafts", "outbox", "retained", "blobs", "blob_info", "transfers", "counters", "keys", "settings", "persons",
]);

let untilFull = 0;
let untilAbort = 0;
let dead = 0;
let unconfirmed = 0;
let untilLeft = 0;
let latest = null;
let abortWith = "QuotaExceededError";
let strict = 0;
let lax = [];

for (const name of ["put", "add", "delete", "clear"]) {
  const original = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...args) {
    if (untilFull > 0 && --untilFull === 0) throw new DOMException("full", "QuotaExceededError");
    return original.apply(this, args);
  };
}

const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  if (dead > 0) {
    dead -= 1;
    this.close();
  }
  const transaction = begin.call(this, stores, mode, options);
  latest = this;
  if (untilLeft > 0 && --untilLeft === 0) queueMicrotask(() => dispatchEvent(new Event("pagehide")));
  const names = typeof stores === "string" ? [stores] : [...stores];
  if (mode === "readwrite" && names.some((name) => OWN_WORK.has(name))) {
    if (options?.durability === "strict") strict += 1;
    else lax.push(names.join(" "));
  }
  if (mode === "readwrite" && untilAbort > 0 && --untilAbort === 0) {
    endWith(transaction, abortWith);
    transaction.commit = () => transaction.abort();
  }
  if (mode === "readwrite" && unconfirmed > 0 && --unconfirmed === 0) {
    endWith(transaction, "UnknownError");
    Object.defineProperty(transaction, "oncomplete", {
      set(handler) { this.addEventListener("complete", () => handler(new Event("abort"))); },
    });
  }
  return transaction;
};

/** The nth write from now on throws; 0 for none. */
export function fail_write(nth) { untilFull = nth; }

function endWith(transaction, name) {
  Object.defineProperty(transaction, "error", { get: () => new DOMException("at commit", name) });
}

/** The nth transaction for writing is aborted with this error; 0 for none. */
export function abort_transaction(nth, name) { untilAbort = nth; abortWith = name; }

/** The nth transaction for writing is committed, but the page hears of an abort; 0 for none. */
export function lose_confirmation(nth) { unconfirmed = nth; }

/** The next n transactions find their connection closed under them. */
// The page is left as soon as the nth transaction from now has asked what it asks at first.
export function leave_page(nth) {
  untilLeft = nth;
}

export function kill_connections(n) { dead = n; }

/** The browser takes the connection away that was used last, and says so. */
export function take_connection_away() {
  latest.close();
  latest.dispatchEvent(new Event("close"));
}

export function strict_transactions() { return strict; }

/** Store names of each transaction for writing own work that was not strict. */
export function lax_transactions() { return lax; }

export function forget_lax_transactions() { lax = []; }

/** As a page with another version of the app: opens, creates nothing, keeps open. */
export function open_version(name, version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** A connection that lets go when asked, as every page of ours does. */
export async function open_politely(name, version) {
  const database = await open_version(name, version);
  database.onversionchange = () => database.close();
  return database;
}

/** Writes as no code of ours does; resolves when it is done. */
export function put_lax(database, store) {
  const transaction = database.transaction(store, "readwrite");
  transaction.objectStore(store).put("x", "x");
  return new Promise((resolve) => { transaction.oncomplete = resolve; });
}

/** Cuts the text of the first mutation that lies there. */
export function cut_first(database, store) {
  const transaction = database.transaction(store, "readwrite");
  transaction.objectStore(store).openCursor().onsuccess = ({ target: { result: cursor } }) => {
    cursor.update({ ...cursor.value, wire: cursor.value.wire.slice(0, 9) });
  };
  return new Promise((resolve) => { transaction.oncomplete = resolve; });
}

export async function store_names(name) {
  const database = await open_version(name);
  database.close();
  return [...database.objectStoreNames];
}

/** What lies in a store, as JSON. */
export async function dump(name, store) {
  const database = await open_version(name);
  const request = database.transaction(store).objectStore(store).getAll();
  await new Promise((resolve) => { request.onsuccess = resolve; });
  database.close();
  return JSON.stringify(request.result, (_, value) =>
    value instanceof Uint8Array ? `Uint8Array(${value.length})` : value);
}
