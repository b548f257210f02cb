// Runs before anything else, in any browser: chooses the language, and says in it why the page does not come.
// A classic script in the JavaScript of 2009, so that it still speaks where the page's own script is not understood.
(function () {
    'use strict';
    var TEXTS = __PHIAL_STATIC_TEXTS__;
    // Milliseconds until the waiting is explained.
    var SLOW = 12000;

    // The language that was chosen on this device, else the first that the browser asks for and we speak.
    function preferred() {
        var wished = [];
        try {
            wished.push(localStorage.getItem('language'));
        } catch (error) {
            // Storage is switched off.
        }
        wished = wished.concat(navigator.languages || [navigator.language]);
        for (var i = 0; i < wished.length; i += 1) {
            var code = String(wished[i]).toLowerCase().split('-')[0];
            if (TEXTS.hasOwnProperty(code)) return code;
        }
        return 'en';
    }

    // The server is asked for what the page will need, while the page is still on its way. Each answer waits here, by its path,
    // until the page takes it. The key of a link is not in the part of the address that is read here.
    var asked = window.phialAsked = {};
    function ask(path) {
        var early = asked[path] = {};
        early.promise = fetch(path).then(function (answer) {
            return answer.arrayBuffer().then(function (body) {
                early.answer = { status: answer.status, retryAfter: answer.headers.get('Retry-After'), body: body };
                return early.answer;
            });
        });
        // The page hears of it, or asks again.
        early.promise['catch'](function () {});
    }

    if (window.fetch) {
        ask('/api/v1/config');
        var link = /^\/s\/([\w-]{22})/.exec(location.pathname);
        if (link) ask('/api/v1/links/' + link[1]);
    }

    var language = preferred();
    var texts = TEXTS[language];
    document.documentElement.lang = language;
    document.title = texts.title;

    // A part of what the document shows before the page has come; null when it has.
    function part(name) {
        return document.querySelector('[data-boot="' + name + '"]');
    }

    function write(name, text) {
        part(name).textContent = text;
        part(name).hidden = !text;
    }

    var told = false;

    // Says what is wrong: `network`, `failed`, or `old`, which also shows the address, to be opened elsewhere.
    // `again` is called by the button.
    function trouble(kind, address, again) {
        if (!part('trouble')) return;
        told = true;
        part('busy').hidden = true;
        part('trouble').hidden = false;
        write('title', texts[kind]);
        write('what', texts[kind + '-what']);
        part('again').hidden = kind === 'old';
        part('again').textContent = texts.again;
        part('again').onclick = function () {
            told = false;
            part('trouble').hidden = true;
            part('busy').hidden = false;
            again();
        };
        part('address').hidden = kind !== 'old';
        write('address-name', texts.address);
        part('address-field').value = address;
        part('copy').hidden = kind !== 'old';
        part('copy').textContent = texts.copy;
        part('copy').onclick = function () {
            part('address-field').select();
            if (document.execCommand('copy')) part('copy').textContent = texts.copied;
        };
    }

    function reload() {
        location.reload();
    }

    // For the page's own script, which knows better.
    window.phialTrouble = trouble;

    part('nothing').hidden = true;
    write('busy', texts.moment);
    setTimeout(function () {
        if (part('busy')) write('busy', texts.slow);
    }, SLOW);

    window.addEventListener('error', function (event) {
        if (told) return;
        // A file that did not come, or that this browser does not understand.
        if (event.target && event.target.nodeName === 'SCRIPT') trouble('network', location.href, reload);
        else if (event.error instanceof SyntaxError) trouble('old', location.href);
    }, true);
    if (!('noModule' in document.createElement('script')) || typeof WebAssembly !== 'object') {
        trouble('old', location.href);
    }
})();
