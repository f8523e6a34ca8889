// Keeps the app's own files on the phone and wakes an open page. It holds no data and sends none:
// whatever a person writes lies in IndexedDB and is sent by the page.
//
// It never answers a request that is not a GET, never touches /v1/, and never takes over a page
// by itself, because a page may hold unsaved input: that waits for the message "take-over".
//
// Ways out, by publishing another sw.js (it is always fetched afresh): build "off" removes every
// cache and the worker itself; build "dev" leaves the network alone.

const MANIFEST = { build: "dev", files: [] }; // filled in after the build

const PREFIX = "app-";
const CACHE = PREFIX + MANIFEST.build;
const INDEX = "/index.html";
const FILES = new Map(MANIFEST.files);
const IS_OFF = MANIFEST.build === "off";

self.addEventListener("install", (event) => {
  if (IS_OFF) self.skipWaiting();
  event.waitUntil(precache());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(IS_OFF ? leave() : takeCharge());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/v1/")) return;
  const path = request.mode === "navigate" ? pageFor(url.pathname) : url.pathname;
  if (FILES.has(path)) event.respondWith(stored(path, request));
});

self.addEventListener("message", (event) => {
  if (event.data && event.data.type === "take-over") self.skipWaiting();
});

self.addEventListener("sync", (event) => {
  event.waitUntil(wakePages());
});

// All files or none: a rejection here leaves the previous worker and its cache in place. What did
// arrive stays in the new cache and is not fetched again by the next attempt.
async function precache() {
  const cache = await caches.open(CACHE);
  const older = await olderCaches();
  for (const [path, integrity] of FILES) {
    const kept = await keptCopy([cache, ...older], path, integrity);
    await cache.put(path, kept || (await download(path, integrity)));
  }
}

// The page has just loaded the files with a hash in their name, so the browser's own cache has
// them; others are asked for anew. The browser refuses a body that does not fit the integrity.
async function download(path, integrity) {
  const isHashed = /-[0-9a-f]{8,}(_bg)?\./.test(path);
  const response = await fetch(path, { integrity, cache: isHashed ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function keptCopy(places, path, integrity) {
  for (const place of places) {
    const response = await place.match(path);
    if (response && (await digest(response.clone())) === integrity) return response;
  }
  return undefined;
}

async function digest(response) {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return "sha256-" + btoa(String.fromCharCode(...new Uint8Array(hash)));
}

// Every address of the app is the one page; a name with a dot is a file.
function pageFor(pathname) {
  return pathname.slice(pathname.lastIndexOf("/")).includes(".") ? pathname : INDEX;
}

async function stored(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || fetch(request);
}

// Runs when no page of the previous build is left or one of them asked for the take-over. Pages
// still open from it have all their code in memory and need none of its files any more.
async function takeCharge() {
  await self.clients.claim();
  if (FILES.size === 0) return;
  for (const name of await olderCacheNames()) await caches.delete(name);
}

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}

async function olderCacheNames() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

async function olderCaches() {
  return Promise.all((await olderCacheNames()).map((name) => caches.open(name)));
}

// Sending is the page's work; with no page open the outbox is sent at the next start.
async function wakePages() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "sync" });
}
