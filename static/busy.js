// In the document for whoever finds no place on the server. Loads the address again, with the key that may follow `#`: a link
// or a `<meta>` would lose it.
// In the JavaScript of 2009, as `start.js`.
(function () {
    'use strict';
    // Milliseconds until it is tried without a press, and so many more at most: not by all at once.
    var WAIT = 20000;
    var SPREAD = 20000;

    function reload() {
        location.reload();
    }

    var said = document.querySelectorAll('[data-full]');
    var wished = [];
    try {
        wished.push(localStorage.getItem('language'));
    } catch (error) {
        // Storage is switched off.
    }
    wished = wished.concat(navigator.languages || [navigator.language], ['en']);
    var chosen;
    for (var w = 0; w < wished.length && !chosen; w += 1) {
        var code = String(wished[w]).toLowerCase().split('-')[0];
        for (var s = 0; s < said.length; s += 1) {
            if (said[s].lang === code) chosen = said[s];
        }
    }
    for (var i = 0; i < said.length; i += 1) {
        said[i].hidden = said[i] !== chosen;
    }
    document.documentElement.lang = chosen.lang;
    document.title = chosen.querySelector('h1').textContent;
    var again = chosen.querySelectorAll('[data-again]');
    for (var a = 0; a < again.length; a += 1) {
        again[a].hidden = false;
    }
    chosen.querySelector('button').onclick = reload;
    setTimeout(reload, WAIT + Math.random() * SPREAD);
})();
