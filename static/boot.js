// Appended to the module that wasm-bindgen writes, in whose scope `__wbg_init` and `start` are.
{
    // The key of a link leaves the address bar and the history entry before anything else can see it.
    // It follows `#`, or `%23` in the path where a mail scanner has rewritten the link.
    const takeAddress = () => {
        const address = location.href;
        const path = location.pathname.replace(/^(\/[sm]\/[\w-]*).*$/, '$1');
        history.replaceState(null, '', path);
        return address;
    };

    // Where the words of each language are, with their digests.
    const WORDS = __PHIAL_WORDS__;

    // `start.js` has chosen it.
    let language = document.documentElement.lang;
    let words = null;

    const get = async (url, integrity) => {
        const answer = await fetch(url, { integrity });
        if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
        return answer;
    };
    const fetchWords = async (of) => (await get(...WORDS[of])).text();
    const speak = (spoken, its) => {
        language = spoken;
        words = its;
        document.documentElement.lang = spoken;
    };

    // Called by the page when somebody chooses another language. The device remembers its code.
    let wished = null;
    const changeLanguage = async (to) => {
        wished = to;
        const fetched = await fetchWords(to);
        if (wished === to) {
            speak(to, fetched);
            try {
                localStorage.setItem('language', to);
            } catch {
                // It holds until the page is closed.
            }
        }
        return fetched;
    };

    const SERVICE_WORKER = '/service-worker.js';
    const STREAM_WORKER = '/stream-worker.js';
    // The programs that this one may start: their addresses and digests.
    const known = __PHIAL_PROGRAMS__;
    // The page's one policy (Trusted Types): what runs here or beside is one of these, or nothing.
    const policy = globalThis.trustedTypes?.createPolicy('phial', {
        createScriptURL: (url) => {
            const isKnown = Object.values(known).some(({ script }) => url.split('?')[0] === script);
            if (isKnown || url === SERVICE_WORKER || url === STREAM_WORKER) return url;
            throw new TypeError('not a program of this page');
        },
    });
    const trusted = (url) => policy?.createScriptURL(url) ?? url;

    const loadProgram = async ({ script, scriptIntegrity, wasm, wasmIntegrity }, attempt) => {
        const module = fetch(wasm, { integrity: wasmIntegrity, priority: 'low' });
        // Heard of below. The script may fail first.
        module.catch(() => {});
        // A browser remembers that an address has failed.
        const url = attempt ? `${script}?${attempt}` : script;
        // `import` alone checks no digest. What this element has checked and run is what `import` then finds.
        await new Promise((resolve, reject) => {
            const element = document.createElement('script');
            element.type = 'module';
            element.integrity = scriptIntegrity;
            element.fetchPriority = 'low';
            element.onload = resolve;
            element.onerror = () => reject(new Error('a program could not be loaded'));
            element.src = trusted(url);
            document.head.append(element);
        });
        const program = await import(url);
        await program.default({ module_or_path: module });
        return program;
    };

    // The worker between this page and what takes its bytes, or one that another page has left over. It goes with the last.
    const streamWorker = () => {
        const worker = navigator.serviceWorker?.controller;
        return worker?.scriptURL.endsWith(STREAM_WORKER) ? worker : null;
    };
    // Kept: a page that is being left has no controller any more.
    let streams = streamWorker();
    addEventListener('pagehide', () => streams?.postMessage('left'));

    const programs = {
        loaded: new Map(),
        attempts: new Map(),
        // What a program exports, once it is loaded. Who asks again gets the same, unless it has failed.
        load(name) {
            if (!this.loaded.has(name)) {
                const attempt = this.attempts.get(name) ?? 0;
                this.attempts.set(name, attempt + 1);
                const program = loadProgram(known[name], attempt);
                program.catch(() => this.loaded.delete(name));
                this.loaded.set(name, program);
            }
            return this.loaded.get(name);
        },
        // A worker with a program of its own.
        async worker(name) {
            const { script, scriptIntegrity } = known[name];
            // Browsers check no digest of a worker's script. Its address stands for one content for ever, so that what is
            // checked here is what the worker then finds.
            await fetch(script, { integrity: scriptIntegrity });
            return new Worker(trusted(script), { type: 'module' });
        },
        async streams() {
            const { serviceWorker } = navigator;
            if (streams === null) {
                const changed = new Promise((resolve) => {
                    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
                });
                await serviceWorker.register(trusted(STREAM_WORKER), { scope: '/s/', updateViaCache: 'none' });
                await changed;
                streams = streamWorker();
            }
            return serviceWorker;
        },
    };

    const show = (address) => start(address, words, language, changeLanguage, programs);

    const begin = async (address) => {
        try {
            const module_or_path = get('__PHIAL_WASM_URL__', '__PHIAL_WASM_INTEGRITY__');
            // What a recipient needs next comes while this program starts. What fails is tried again when it is needed.
            if (known.viewer) module_or_path.then(() => programs.load('viewer')).catch(() => {});
            const loading = Promise.all([fetchWords(language), __wbg_init({ module_or_path })]);
            // The first date that a browser writes takes long, by what it reads for it. Now it has nothing else to do.
            new Date().toLocaleString(language, { weekday: 'long', month: 'long', hour: '2-digit' });
            const [fetched] = await loading;
            speak(language, fetched);
            show(address);
        } catch (error) {
            explain(error, address);
            throw error;
        }
    };

    // The same page once more has its key only if the address is put back first.
    const reload = (address) => {
        history.replaceState(null, '', address);
        location.reload();
    };
    const explain = (error, address) => {
        // What is missing in the browser, or forbidden.
        if (['CompileError', 'EvalError', 'LinkError', 'ReferenceError'].includes(error.name)) phialTrouble('old', address);
        else if (error.name === 'RuntimeError') phialTrouble('failed', address, () => reload(address));
        else phialTrouble('network', address, () => begin(address));
    };

    // The same link tapped again in this tab changes nothing but the fragment, so the page is not loaded anew.
    addEventListener('hashchange', () => {
        if (words !== null && /^#\d/.test(location.hash)) show(takeAddress());
    });
    await begin(takeAddress());

    // For people who send. Only when there is nothing else to do: nobody's first load waits for it.
    const keepPage = () => {
        // Where it is refused, as in some private windows, the page is as it was.
        navigator.serviceWorker?.register(trusted(SERVICE_WORKER), { updateViaCache: 'none' }).catch(() => {});
    };
    if (location.pathname === '/') (globalThis.requestIdleCallback ?? setTimeout)(keepPage);
}
