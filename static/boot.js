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
    const address = takeAddress();

    const show = (state) => {
        for (const element of document.querySelectorAll('[data-boot]')) {
            element.hidden = element.dataset.boot !== state;
        }
    };

    try {
        await __wbg_init({ module_or_path: fetch('__PHIAL_WASM_URL__', { integrity: '__PHIAL_WASM_INTEGRITY__' }) });
        start(address);
        // The same link tapped again in this tab changes nothing but the fragment, so the page is not loaded anew.
        addEventListener('hashchange', () => {
            if (/^#\d/.test(location.hash)) start(takeAddress());
        });
    } catch (error) {
        show('failed');
        throw error;
    }
}
