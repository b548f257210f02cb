// For people who send: the page starts also without a network, and takes in what another app shares with it.
//
// It keeps the documents and the files that they load, which are named after their contents; nothing else, and nothing of a share.
// Requests to the API and the addresses of links pass it by.
{
    const CACHE = 'page-__PHIAL_BUILD__';
    const DOCUMENTS = {
        '/s/': '/open.html',
        '/m/': '/manage.html',
        '/mine': '/manage.html',
        '/join': '/account.html',
        '/signed-in': '/account.html',
        '/shares': '/account.html',
    };
    const START = '/index.html';
    const ASSETS = '/assets/';
    // The page comes for them within seconds.
    const KEPT_FOR_MS = 60_000;

    // What another app has shared. In memory alone: if the browser ends this worker meanwhile, people choose again.
    let shared = [];

    const open = () => caches.open(CACHE);

    // Each address stands for one content for ever. The page checks its digest, wherever it comes from.
    const asset = async (event) => {
        const { url } = event.request;
        const kept = await caches.match(url, { cacheName: CACHE, ignoreVary: true });
        if (kept) return kept;
        const answer = await fetch(event.request);
        if (answer.ok) {
            const copy = answer.clone();
            event.waitUntil(open().then((cache) => cache.put(url, copy)));
        }
        return answer;
    };

    const kept = (document) => caches.match(document, { cacheName: CACHE, ignoreVary: true });

    // The newest; without a network the one that is kept. Where the server has no room (503), the kept form of those who send:
    // the others' programs may not be kept, and the answer says what is the matter. No address is written down.
    const page = async (event) => {
        const { pathname } = new URL(event.request.url);
        const found = Object.entries(DOCUMENTS).find(([start]) => pathname.startsWith(start));
        const document = found ? found[1] : START;
        try {
            const answer = (await event.preloadResponse) ?? (await fetch(event.request));
            const instead = answer.status === 503 && document === START ? await kept(START) : null;
            return instead ?? answer;
        } catch (error) {
            const page = await kept(document);
            if (page) return page;
            throw error;
        }
    };

    const takeIn = async (request) => {
        try {
            const form = await request.formData();
            shared = form.getAll('files').filter((value) => value instanceof File);
            setTimeout(() => { shared = []; }, KEPT_FOR_MS);
        } catch {
            shared = [];
        }
        return Response.redirect('/?shared', 303);
    };

    addEventListener('install', (event) => {
        const documents = [START, ...new Set(Object.values(DOCUMENTS))];
        event.waitUntil(open().then((cache) => cache.addAll(documents)));
    });

    // Only when no page of the build before is open any more.
    addEventListener('activate', (event) => {
        const clean = async () => {
            const old = (await caches.keys()).filter((name) => name !== CACHE);
            await Promise.all(old.map((name) => caches.delete(name)));
            await registration.navigationPreload?.enable();
        };
        event.waitUntil(clean());
    });

    addEventListener('fetch', (event) => {
        const { request } = event;
        const { origin, pathname } = new URL(request.url);
        if (origin !== location.origin) return;
        if (request.mode === 'navigate') {
            if (request.method === 'POST' && pathname === '/share-target') event.respondWith(takeIn(request));
            else if (request.method === 'GET') event.respondWith(page(event));
        } else if (request.method === 'GET' && pathname.startsWith(ASSETS)) {
            event.respondWith(asset(event));
        }
    });

    addEventListener('message', ({ data, ports }) => {
        if (data === 'take-shared') {
            ports[0].postMessage(shared);
            shared = [];
        }
    });
}
