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

    // Where the words of each language are, with their digests.
    const WORDS = __PHIAL_WORDS__;

    // The language that was chosen on this device, else the first that the browser asks for and we speak.
    const preferred = () => {
        let chosen = null;
        try {
            chosen = localStorage.getItem('language');
        } catch {
            // Storage is switched off.
        }
        const wished = [chosen, ...navigator.languages].map((language) => (language ?? '').toLowerCase().split('-')[0]);
        return wished.find((language) => Object.keys(WORDS).includes(language)) ?? 'en';
    };

    let language = preferred();
    let words = null;

    const fetchWords = async (of) => {
        const [url, integrity] = WORDS[of];
        const answer = await fetch(url, { integrity });
        if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
        return answer.text();
    };
    const speak = (spoken, its) => {
        language = spoken;
        words = its;
        document.documentElement.lang = spoken;
    };

    // Called by the page when somebody chooses another language: the only thing that is ever kept on the device.
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

    try {
        const module_or_path = fetch('__PHIAL_WASM_URL__', { integrity: '__PHIAL_WASM_INTEGRITY__' });
        const [fetched] = await Promise.all([fetchWords(language), __wbg_init({ module_or_path })]);
        speak(language, fetched);
        start(address, words, language, changeLanguage);
        // The same link tapped again in this tab changes nothing but the fragment, so the page is not loaded anew.
        addEventListener('hashchange', () => {
            if (/^#\d/.test(location.hash)) start(takeAddress(), words, language, changeLanguage);
        });
    } catch (error) {
        show('failed');
        throw error;
    }
}
