// Appended to the module that wasm-bindgen writes for a program of a worker. It exports one function, which gets a message
// and gives the answer, with what of it is handed over instead of copied. A page may load the same program where it can
// start no worker, and then does all this itself.
if (!globalThis.document) {
    const ready = __wbg_init({
        module_or_path: fetch('__PHIAL_WASM_URL__', { integrity: '__PHIAL_WASM_INTEGRITY__' }),
    });
    // Before anything is waited for, so that no message is missed.
    onmessage = async ({ data }) => {
        try {
            await ready;
            const [answer, handedOver] = await __PHIAL_ANSWER__(data);
            postMessage(answer, handedOver);
        } catch (error) {
            // Outside of the promise, so that who has started the worker hears of it.
            setTimeout(() => { throw error; });
        }
    };
}
