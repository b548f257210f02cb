// Between the page and what takes its bytes: a player of films and recordings, or the browser's downloads. What is asked for, the page
// decrypts, piece by piece. Nothing is kept.
{
    const STREAMED = '/s/streamed/';

    // The page that asks; for a download, which does not say from which page it comes, all of them. Who does not know the
    // address says nothing.
    const pages = async ({ clientId, request }) => {
        if (request.mode === 'navigate') return clients.matchAll();
        const page = await clients.get(clientId);
        return page ? [page] : [];
    };

    const ask = (page, path, range) => new Promise((resolve) => {
        const { port1: port, port2 } = new MessageChannel();
        port.onmessage = ({ data }) => resolve({ port, told: data });
        page.postMessage([path, range], [port2]);
    });

    const answer = async (event, path) => {
        const range = event.request.headers.get('range') ?? '';
        const asked = (await pages(event)).map((page) => ask(page, path, range));
        if (asked.length === 0) return Response.error();
        const { port, told } = await Promise.race(asked);
        if (told === null) return new Response(null, { status: 416 });
        const [status, headers, length] = told;

        let left = length;
        let pulled = () => {};
        const body = new ReadableStream({
            start(controller) {
                // Also when nobody waits: the page may give up at any time.
                port.onmessage = ({ data: pieces }) => {
                    if (pieces === null) controller.error(new Error('it could not be read'));
                    else {
                        for (const piece of pieces) {
                            left -= piece.byteLength;
                            controller.enqueue(piece);
                        }
                        if (left === 0) {
                            controller.close();
                            port.postMessage('done');
                        }
                    }
                    pulled();
                };
            },
            pull() {
                port.postMessage('more');
                return new Promise((resolve) => {
                    pulled = resolve;
                });
            },
            cancel() {
                port.postMessage('enough');
            },
        }, { highWaterMark: 0 });
        return new Response(body, { status, headers });
    };

    // Not at once: some browsers let a worker that is to go say nothing to its pages.
    const goWithTheLast = async () => {
        // A page that says that it is left is still there for a moment.
        for (let attempt = 0; attempt < 20; attempt++) {
            if ((await clients.matchAll()).length === 0) return registration.unregister();
            await new Promise((resolve) => setTimeout(resolve, 250));
        }
    };

    addEventListener('install', () => skipWaiting());
    addEventListener('activate', (event) => event.waitUntil(clients.claim()));
    addEventListener('fetch', (event) => {
        const { origin, pathname } = new URL(event.request.url);
        if (origin === location.origin && pathname.startsWith(STREAMED)) event.respondWith(answer(event, pathname));
    });
    // Anything else that a page says is only to keep the worker from being ended while it has work.
    addEventListener('message', (event) => {
        if (event.data === 'left') event.waitUntil(goWithTheLast());
    });
}
