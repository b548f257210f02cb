// For films and recordings: what the player asks for, the page decrypts, piece by piece. Nothing is kept.
{
    const PLAYED = '/s/played/';

    // What the page says next.
    const next = (port) => new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
    });

    const played = async ({ clientId, request }, path) => {
        const page = await clients.get(clientId);
        if (!page) return Response.error();
        const { port1: port, port2 } = new MessageChannel();
        const heard = next(port);
        page.postMessage([path, request.headers.get('range') ?? ''], [port2]);
        const told = await heard;
        if (told === null) return new Response(null, { status: 416 });
        const [start, end, size, type] = told;

        let left = end - start;
        const body = new ReadableStream({
            async pull(controller) {
                const heard = next(port);
                port.postMessage('more');
                const pieces = await heard;
                if (pieces === null) {
                    controller.error(new Error('it could not be read'));
                    return;
                }
                for (const piece of pieces) {
                    left -= piece.byteLength;
                    controller.enqueue(piece);
                }
                if (left === 0) controller.close();
            },
            cancel() {
                port.postMessage('enough');
            },
        }, { highWaterMark: 0 });
        const headers = {
            'accept-ranges': 'bytes',
            'cache-control': 'no-store',
            'content-length': end - start,
            'content-range': `bytes ${start}-${end - 1}/${size}`,
            'content-type': type,
        };
        return new Response(body, { status: 206, headers });
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
        if (origin === location.origin && pathname.startsWith(PLAYED)) event.respondWith(played(event, pathname));
    });
    // A page is left.
    addEventListener('message', (event) => event.waitUntil(goWithTheLast()));
}
