'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const own = new Set(data.own);
  const SVG = 'http://www.w3.org/2000/svg';
  const FIRST_ROWS = 100;
  const FIRST_POOLS = 6;
  const $ = id => document.getElementById(id);

  /* Text from a report is only ever a text node, and what could turn the line round is shown as its escape. */
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
  const seen = text => String(text).replace(UNSEEN, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  const fill = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? '' : seen(value));
      }
    }
    for (const child of children.flat(9)) {
      if (child !== null && child !== undefined && child !== false) {
        node.append(child instanceof Node ? child : document.createTextNode(seen(child)));
      }
    }
    return node;
  };
  const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  const number = n => n === null || n === undefined ? '?' : n.toLocaleString('en-US');
  const count = (n, noun) => number(n) + ' ' + (n === 1 ? noun : noun.replace(/y$/, 'ie') + 's');
  const time = iso => {
    const t = iso === null || iso === undefined ? NaN : typeof iso === 'number' ? iso : Date.parse(iso);
    return Number.isNaN(t) ? String(iso ?? 'unknown') : new Date(t).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
  };
  const clock = (at, span) => { const iso = new Date(at).toISOString(); return span < 36e5 ? iso.slice(11, 19) : span < 864e5 ? iso.slice(11, 16) : iso.slice(5, 16).replace('T', ' '); };
  const age = millis => {
    if (millis === null || millis === undefined) return '';
    const s = Math.floor(millis / 1000), m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
    return d ? d + ' d ' + h % 24 + ' h' : h ? h + ' h ' + m % 60 + ' min' : m ? m + ' min ' + s % 60 + ' s' : s + ' s';
  };
  const shortName = name => String(name ?? 'unknown').split('.').slice(-1)[0];
  const place = site => site ? `${site.class}.${site.method}(${site.file ?? 'Unknown Source'}${site.line === null ? '' : ':' + site.line})` : 'unknown';
  const shortPlace = site => site ? `${shortName(site.class)}.${site.method}` : 'unknown';
  /* A long name is broken between its parts: after a dot, before a capital. */
  const parts = text => String(text).split(/(?<=[.:/-])(?=[^.:/])|(?<=[a-z0-9])(?=[A-Z])/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);
  const jvm = index => data.jvms[index] ? data.jvms[index].name : '?';
  const frame = index => data.frames[index];

  function header() {
    const leaks = data.causes.filter(c => c.severity !== 'waste' && !c.ignored);
    const held = data.connectionsHeld;
    const fact = (name, value, bad) => el('div', {class: 'fact' + (bad ? ' bad' : '')}, el('dd', {}, value), el('dt', {}, name));
    const theme = el('button', {type: 'button', id: 'theme'}, 'Light or dark');
    theme.addEventListener('click', turnTheme);
    const help = el('button', {type: 'button', 'aria-haspopup': 'dialog'}, 'Keys ', el('kbd', {}, '?'));
    help.addEventListener('click', showHelp);
    $('top').append(
      el('div', {class: 'bar'}, el('span', {class: 'brand'}, 'connleak'), el('div', {class: 'tools'}, theme, help)),
      el('div', {class: 'verdict ' + data.verdict},
        el('h1', {}, data.headline),
        data.trend && el('p', {}, el('strong', {}, data.trend)),
        data.verdict === 'blind' && el('p', {class: 'notice'}, 'connleak could not look everywhere: read what to know, below.'),
        data.subjects.map(s => el('p', {class: 'soft'}, s)),
        el('p', {class: 'soft'}, data.written)),
      el('dl', {class: 'facts'},
        fact('connections held', number(held), held > 0),
        fact('leaks', number(leaks.length), leaks.length > 0),
        fact('of them proven', number(leaks.filter(c => c.grade === 'proven').length)),
        fact('causes of waste', number(data.causes.filter(c => c.severity === 'waste' && !c.ignored).length)),
        fact('exchanges seen', number(data.totals.exchanges)),
        fact(data.jvms.length === 1 ? 'JVM' : 'JVMs', number(data.jvms.length))));
    $('foot').append(el('p', {}, 'Made by connleak from ' + count(data.reports, 'report') + '. Everything is in this file; it asks no network.'));
  }

  function turnTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  }

  function showHelp() {
    const keys = [['/', 'search the causes'], ['j  k', 'next, previous cause'], ['Enter', 'open or close a cause'], ['Esc', 'leave the search, zoom out'],
      ['← → ↑ ↓', 'walk in the flame graph, or along a timeline'], ['t', 'light or dark'], ['?', 'these keys']];
    const dialog = $('help');
    const close = el('button', {type: 'button', autofocus: true}, 'Close');
    close.addEventListener('click', () => dialog.close());
    dialog.replaceChildren(el('h2', {id: 'help-title'}, 'Keys'),
      el('dl', {class: 'pairs'}, keys.map(([key, what]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, what)])), close);
    dialog.showModal();
  }

  /* Causes */

  const ORDERS = {
    worst: null,
    held: (a, b) => (b.connectionsHeld || 0) - (a.connectionsHeld || 0),
    count: (a, b) => (b.count || 0) - (a.count || 0),
    oldest: (a, b) => (b.oldestMillis || 0) - (a.oldestMillis || 0),
  };
  const KINDS = {
    all: () => true,
    leaks: c => c.severity !== 'waste' && !c.ignored,
    proven: c => c.grade === 'proven' && !c.ignored,
    waste: c => c.severity === 'waste',
    ignored: c => c.ignored,
  };
  const haystacks = new Map();
  const haystack = c => {
    if (!haystacks.has(c)) {
      haystacks.set(c, [place(c.site), c.client, c.route, c.kind, c.grade, c.severity, c.fingerprint, c.summary,
        ...c.jvms.map(share => jvm(share.jvm)), ...c.stacks.flatMap(s => s.frames.map(frame))].join(' ').toLowerCase());
    }
    return haystacks.get(c);
  };
  const view = {search: '', kind: 'all', order: 'worst', all: false};
  let body, told;

  function causes() {
    const search = el('input', {type: 'search', id: 'search', placeholder: 'Search class, client, route, host …', 'aria-label': 'Search the causes', autocomplete: 'off', spellcheck: 'false'});
    search.addEventListener('input', () => { view.search = search.value.toLowerCase().trim(); rows(); });
    const choice = (name, options, key) => {
      const select = el('select', {'aria-label': name}, options.map(o => el('option', {value: o}, o === 'all' ? 'all causes' : key === 'order' ? 'order: ' + o : o)));
      select.addEventListener('change', () => { view[key] = select.value; rows(); });
      return select;
    };
    body = el('tbody');
    told = el('p', {class: 'soft', role: 'status'});
    $('causes').append(el('h2', {id: 'causes-title'}, 'Causes'));
    if (!data.causes.length) {
      $('causes').append(el('p', {class: 'soft'}, 'None was found.'));
      return;
    }
    $('causes').append(
      el('div', {class: 'tools'}, search, choice('Which causes', Object.keys(KINDS), 'kind'), choice('Order', Object.keys(ORDERS), 'order')),
      el('div', {class: 'card'}, el('table', {class: 'causes'},
        el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'verdict'), el('th', {scope: 'col'}, 'where'), el('th', {scope: 'col', class: 'wide'}, 'client'),
          el('th', {scope: 'col', class: 'num'}, 'held'), el('th', {scope: 'col', class: 'num wide'}, 'count'), el('th', {scope: 'col', class: 'num wide'}, 'oldest'), el('th', {scope: 'col', class: 'wide'}, 'open over time'))),
        body)),
      told);
    rows();
    if (data.causes.length === 1) toggle(body.querySelector('tr.cause'));
    openNamed();
  }

  function rows() {
    let shown = data.causes.filter(c => KINDS[view.kind](c) && view.search.split(/\s+/).every(word => haystack(c).includes(word)));
    if (ORDERS[view.order]) shown = [...shown].sort(ORDERS[view.order]);
    const some = view.all ? shown : shown.slice(0, FIRST_ROWS);
    body.replaceChildren(...some.map(row));
    told.replaceChildren(`${number(shown.length)} of ${count(data.causes.length, 'cause')}.`);
    if (some.length < shown.length) {
      const more = el('button', {type: 'button'}, 'Show all ' + number(shown.length));
      more.addEventListener('click', () => { view.all = true; rows(); });
      told.append(' The first ' + FIRST_ROWS + ' are shown. ', more);
    }
  }

  function row(cause) {
    const tr = el('tr', {class: 'cause', tabindex: '0', 'aria-expanded': 'false', 'data-id': cause.fingerprint},
      el('td', {}, badge(cause)),
      el('td', {class: 'where'}, el('code', {}, parts(shortPlace(cause.site))), el('small', {}, cause.kind, cause.site && cause.site.file && [' · ', parts(cause.site.file + (cause.site.line === null ? '' : ':' + cause.site.line))])),
      el('td', {class: 'wide'}, cause.client ?? 'unknown', el('small', {class: 'soft'}, el('br'), parts(cause.route ?? ''))),
      el('td', {class: 'num'}, number(cause.connectionsHeld)),
      el('td', {class: 'num wide'}, number(cause.count)),
      el('td', {class: 'num wide'}, age(cause.oldestMillis)),
      el('td', {class: 'wide'}, spark(cause)));
    tr.addEventListener('click', () => toggle(tr));
    tr.addEventListener('keydown', event => {
      if ((event.key === 'Enter' || event.key === ' ') && event.target === tr) { event.preventDefault(); toggle(tr); }
    });
    return tr;
  }

  const badge = cause => el('span', {class: 'badge' + (cause.ignored ? '' : cause.severity === 'waste' ? ' waste' : ' leak') + (cause.grade === 'suspect' ? ' weak' : '')},
    cause.ignored ? 'ignored' : cause.grade + ' ' + cause.severity);

  function spark(cause) {
    const line = cause.timeline;
    if (line.length < 2) return '';
    const most = Math.max(1, ...line.map(p => p[1])), first = line[0][0], span = Math.max(1, line[line.length - 1][0] - first);
    const points = line.map(p => ((p[0] - first) / span * 96 + 2).toFixed(1) + ',' + (22 - p[1] / most * 19).toFixed(1));
    return svg('svg', {width: '100', height: '24', viewBox: '0 0 100 24', role: 'img', 'aria-label': `from ${line[0][1]} to ${line[line.length - 1][1]} open`},
      svg('polyline', {class: 'spark' + (cause.severity === 'waste' ? ' waste' : ''), points: points.join(' ')}));
  }

  /* A narrow window has fewer; a detail that spans more than there are makes columns of its own. */
  const shownCells = tr => [...tr.cells].filter(cell => cell.offsetWidth).length || 7;
  addEventListener('resize', () => document.querySelectorAll('tr.detail > td').forEach(td => { td.colSpan = shownCells(td.parentNode.previousElementSibling); }));

  function toggle(tr) {
    if (tr.classList.toggle('open')) {
      const cause = data.causes.find(c => c.fingerprint === tr.dataset.id) ?? data.causes[0];
      tr.after(el('tr', {class: 'detail ' + cause.severity}, el('td', {colspan: shownCells(tr)}, detail(cause))));
      tr.setAttribute('aria-expanded', 'true');
    } else {
      tr.nextElementSibling.remove();
      tr.setAttribute('aria-expanded', 'false');
    }
  }

  function openNamed() {
    const id = decodeURIComponent(location.hash.slice(1));
    const tr = id && [...body.children].find(r => r.dataset.id === id);
    if (tr && !tr.classList.contains('open')) { toggle(tr); tr.scrollIntoView(); }
  }

  function detail(cause) {
    const pairs = [];
    const pair = (name, value) => { if (value !== null && value !== undefined && value !== '' && value !== false) pairs.push(el('dt', {}, name), el('dd', {}, value)); };
    const states = Object.entries(cause.tcpStates).map(([state, n]) => n + ' × ' + state).join(', ');
    const cell = cause.cell || {};
    pair('where', el('code', {}, parts(place(cause.site))));
    pair('how often', [count(cause.count, 'occurrence'), cause.siteExchanges === null ? '' : ' in ' + count(cause.siteExchanges, 'exchange') + ' at this line', `, ${number(cause.openNow)} open now, ${count(cause.connectionsHeld, 'connection')} held`]);
    pair('since', time(cause.firstSeenAt) + (cause.oldestMillis === null ? '' : ', the oldest open for ' + age(cause.oldestMillis)));
    pair('route', el('code', {}, cause.route ?? 'unknown'));
    pair('kernel', states);
    pair('cell', [cell.keepAlive && 'keep-alive ' + cell.keepAlive, cell.readToEof === null || cell.readToEof === undefined ? null : cell.readToEof ? 'read to end' : 'not read to end',
      cell.closed === null || cell.closed === undefined ? null : cell.closed ? 'closed' : 'not closed'].filter(Boolean).join(' · ') + (cause.outcome ? ' → ' + cause.outcome : ''));
    pair('because', cause.reasons.join('; '));
    pair('by kind', Object.keys(cause.byKind).length > 1 && Object.entries(cause.byKind).map(([k, n]) => number(n) + ' × ' + k).join(', '));
    pair('also', [cause.returnedLate && number(cause.returnedLate) + ' came back late', cause.rescued && number(cause.rescued) + ' rescued by a finalizer, a cleaner or the pool'].filter(Boolean).join(', '));
    pair('through', cause.through.length > 0 && el('code', {}, cause.through.join(', ')));
    pair('code of', cause.owner && cause.owner.type === 'library' && `the library ${cause.owner.name ?? ''} ${cause.owner.version ?? ''}`);
    pair('known', cause.known && [cause.known.id, cause.known.fixedIn && ', fixed in ' + cause.known.fixedIn, ' ', link(cause.known.link)]);
    pair('id', el('code', {}, cause.fingerprint));
    return [
      cause.summary && data.jvms.length === 1 && el('p', {}, cause.summary),
      cause.advice && el('div', {class: 'todo'}, el('b', {}, 'To do  '), cause.advice),
      el('dl', {class: 'pairs'}, pairs),
      cause.stacks.map((s, i) => [el('h3', {}, i ? `Another stack, ${count(s.count, 'time')}` : `Stack, ${count(s.count, 'time')}`), stack(s.frames, cause)]),
      cause.submitter.length > 0 && [el('h3', {}, 'Submitted at'), stack(cause.submitter, cause)],
      cause.holders.map(h => [el('h3', {}, `Held by thread ${h.thread ?? 'unknown'}${h.state ? ' (' + h.state + ')' : ''}`), h.frames.length ? stack(h.frames, cause) : null]),
      cause.lastTouch && [el('h3', {}, `Last touched ${time(cause.lastTouch.at)} by thread ${cause.lastTouch.thread ?? 'unknown'}`), cause.lastTouch.frames.length ? stack(cause.lastTouch.frames, cause) : null],
      occurrences(cause), shares(cause),
    ];
  }

  const link = target => /^https?:\/\//.test(target ?? '') ? el('a', {href: target, rel: 'noopener noreferrer'}, target) : target ?? '';

  const stack = (frames, cause) => {
    const start = cause.site ? `${cause.site.class}.${cause.site.method}(` : null;
    return el('ol', {class: 'stack', tabindex: '0', 'aria-label': 'stack, innermost frame first'}, frames.map(i =>
      el('li', {class: start && frame(i).startsWith(start) ? 'site' : own.has(i) ? 'own' : null}, frame(i))));
  };

  function occurrences(cause) {
    const list = cause.instances.filter(i => i.url || i.local);
    return list.length > 0 && [el('h3', {}, 'Some of the occurrences'), el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, ['request', 'since', 'thread', 'connection', 'kernel', 'body'].map(h => el('th', {scope: 'col'}, h)))),
      el('tbody', {}, list.map(i => el('tr', {}, el('td', {}, el('code', {}, (i.method ?? '') + ' ' + (i.url ?? '?'))), el('td', {class: 'time'}, time(i.startedAt)), el('td', {}, i.thread ?? '?'),
        el('td', {}, el('code', {}, (i.local ?? '?') + ' → ' + (i.remote ?? '?'))), el('td', {}, (i.tcpState ?? '?') + (i.unreadBytes ? ', ' + count(i.unreadBytes, 'byte') + ' unread' : '')), el('td', {}, i.body ? i.body.state : '?'))))))];
  }

  function shares(cause) {
    return cause.jvms.length > 1 && [el('h3', {}, 'In ' + count(cause.jvms.length, 'JVM')), el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'JVM'), ['grade', 'count', 'open', 'held'].map(h => el('th', {scope: 'col', class: 'num'}, h)))),
      el('tbody', {}, [...cause.jvms].sort((a, b) => (b.count || 0) - (a.count || 0)).slice(0, 50).map(s => el('tr', {}, el('td', {}, jvm(s.jvm)), [s.grade, number(s.count), number(s.openNow), number(s.connectionsHeld)].map(v => el('td', {class: 'num'}, v)))))))];
  }

  /* Pools */

  function pools() {
    const section = $('pools');
    section.append(el('h2', {id: 'pools-title'}, 'Connections of each pool over time'));
    if (!data.pools.length) {
      section.append(el('p', {class: 'soft'}, 'No pool was seen.'));
      return;
    }
    section.append(el('p', {class: 'legend'}, [['leaked', 'leaked'], ['leased', 'leased and at work'], ['idle', 'idle'], ['waiting', 'callers that wait']].map(([key, text]) => el('span', {}, el('span', {class: 'key ' + key}), text))));
    const charts = el('div', {class: 'charts'}, data.pools.slice(0, FIRST_POOLS).map(chart));
    section.append(charts);
    if (data.pools.length > FIRST_POOLS) {
      const more = el('button', {type: 'button'}, `Show ${number(Math.min(60, data.pools.length) - FIRST_POOLS)} more of ${number(data.pools.length)}`);
      more.addEventListener('click', () => { more.remove(); charts.append(...data.pools.slice(FIRST_POOLS, 60).map(chart)); });
      section.append(el('div', {class: 'tools'}, more));
    }
  }

  function chart(pool) {
    const W = 460, H = 130, L = 34, B = 18, T = 8, line = pool.timeline.length ? [...pool.timeline] : [];
    if (line.length === 1) line.unshift([line[0][0] - 1000, ...line[0].slice(1)]);
    const title = (data.jvms.length > 1 ? jvm(pool.jvm) + ' · ' : '') + `${pool.id} · ${pool.client ?? 'unknown'}${pool.closed ? ' (closed)' : ''}`;
    const now = `${number(pool.leased)}${pool.max === null ? '' : ' of ' + number(pool.max)} leased, ${number(pool.idle)} idle, ${pool.leaked ? number(pool.leaked) + ' of these leaked, ' : ''}${number(pool.waiting)} waiting`;
    const says = el('div', {class: 'soft', role: 'status'}, now + (pool.saturatedMillis ? '; callers waited for ' + age(pool.saturatedMillis) : ''));
    const caption = el('figcaption', {}, el('strong', {}, title), says);
    if (line.length < 2) return el('figure', {class: 'card chart'}, caption);
    const most = Math.max(1, ...line.map(p => Math.max(p[1] + p[2], p[3]))), first = line[0][0], span = Math.max(1, line[line.length - 1][0] - first);
    const x = at => L + (at - first) / span * (W - L - 6), y = n => T + (1 - n / most) * (H - T - B);
    const area = (low, high, name) => {
      const up = line.map(p => x(p[0]).toFixed(1) + ',' + y(high(p)).toFixed(1)), down = line.map(p => x(p[0]).toFixed(1) + ',' + y(low(p)).toFixed(1)).reverse();
      return svg('polygon', {class: 'a-' + name, points: up.concat(down).join(' ')});
    };
    const cursor = svg('line', {class: 'grid', y1: T, y2: H - B, visibility: 'hidden'});
    const drawing = svg('svg', {viewBox: `0 0 ${W} ${H}`, tabindex: '0', role: 'img', 'aria-label': title + ': ' + now},
      [0, most].map(n => [svg('line', {class: 'grid', x1: L, x2: W - 6, y1: y(n), y2: y(n)}), svg('text', {x: L - 6, y: y(n) + 4, 'text-anchor': 'end'}, number(n))]),
      area(() => 0, p => p[4], 'leaked'), area(p => p[4], p => p[1], 'leased'), area(p => p[1], p => p[1] + p[2], 'idle'),
      line.some(p => p[3]) && svg('polyline', {class: 'a-waiting', points: line.map(p => x(p[0]).toFixed(1) + ',' + y(p[3]).toFixed(1)).join(' ')}),
      cursor, svg('text', {x: L, y: H - 4}, clock(first, span)), svg('text', {x: W - 6, y: H - 4, 'text-anchor': 'end'}, clock(first + span, span)));
    let at = line.length - 1;
    const point = i => {
      at = Math.max(0, Math.min(line.length - 1, i));
      const p = line[at];
      cursor.setAttribute('x1', x(p[0])); cursor.setAttribute('x2', x(p[0])); cursor.setAttribute('visibility', 'visible');
      says.textContent = `${time(p[0])}: ${number(p[1])} leased, ${number(p[4])} of them leaked, ${number(p[2])} idle, ${number(p[3])} waiting`;
    };
    drawing.addEventListener('keydown', e => { const step = {ArrowLeft: -1, ArrowRight: 1}[e.key]; if (step) { e.preventDefault(); point(at + step); } });
    drawing.addEventListener('mousemove', e => {
      const box = drawing.getBoundingClientRect(), when = first + ((e.clientX - box.left) / box.width * W - L) / (W - L - 6) * span;
      point(line.reduce((best, p, i) => Math.abs(p[0] - when) < Math.abs(line[best][0] - when) ? i : best, 0));
    });
    return el('figure', {class: 'card chart'}, caption, drawing);
  }

  /* The flame graph: the outermost frame on top, each as wide as what is held below it. */

  function tree(weigh) {
    const root = {name: null, weight: 0, below: new Map(), up: null};
    for (const cause of data.causes) {
      if (cause.ignored || cause.severity === 'waste') continue;
      const taken = cause.stacks.reduce((sum, s) => sum + s.count, 0);
      for (const s of cause.stacks) {
        const weight = taken ? weigh(cause) * s.count / taken : 0;
        if (!(weight > 0)) continue;
        let node = root;
        node.weight += weight;
        for (const i of [...s.frames].reverse()) {
          if (!node.below.has(i)) node.below.set(i, {name: i, weight: 0, below: new Map(), up: node});
          node = node.below.get(i);
          node.weight += weight;
        }
      }
    }
    return root;
  }

  function flame() {
    const weights = {'open now': c => c.openNow || 0, 'all that happened': c => c.count || 0};
    const section = $('flame');
    section.append(el('h2', {id: 'flame-title'}, 'Where held bodies come from'));
    if (!tree(weights['all that happened']).weight) {
      section.append(el('p', {class: 'soft'}, 'No stack of a leak is known.'));
      return;
    }
    const select = el('select', {'aria-label': 'What is counted'}, Object.keys(weights).map(w => el('option', {value: w}, w)));
    if (!tree(weights['open now']).weight) select.value = 'all that happened';
    const box = el('div'), says = el('p', {class: 'says soft', role: 'status'});
    section.append(el('p', {class: 'soft'}, 'Calls go downwards; the width is the number of bodies, leases and threads below. Frames of the application are tinted.'),
      el('div', {class: 'tools'}, select), el('div', {class: 'card flame'}, box, says));
    let root = tree(weights[select.value]), top = root, focused = root;
    const label = node => node.name === null ? 'all' : frame(node.name);
    const tell = node => says.replaceChildren(seen(`${count(Math.round(node.weight * 10) / 10, 'occurrence')}, ${Math.round(node.weight / root.weight * 100)} %: ${label(node)}`));
    const draw = refocus => {
      const width = Math.max(280, box.clientWidth), rowHeight = 21, nodes = [];
      let depth = 0;
      const lay = (node, x, level) => {
        const w = node.weight / top.weight * width;
        if (w < 1.5 || level > 80) return;
        depth = Math.max(depth, level);
        nodes.push([node, x, w, level]);
        for (const child of [...node.below.values()].sort((a, b) => b.weight - a.weight || a.name - b.name)) {
          lay(child, x, level + 1);
          x += child.weight / top.weight * width;
        }
      };
      lay(top, 0, 0);
      if (!nodes.some(n => n[0] === focused)) focused = top;
      const drawn = nodes.map(([node, x, w, level]) => {
        const chars = Math.floor((w - 8) / 7), text = node.name === null ? 'all' : frame(node.name).replace(/\(.*/s, '').split('.').slice(-2).join('.');
        const g = svg('g', {role: 'treeitem', tabindex: node === focused ? '0' : '-1', 'aria-level': level + 1, 'aria-label': `${label(node)}, ${Math.round(node.weight)}`},
          svg('rect', {class: node.name === null ? 'f-root' : own.has(node.name) ? 'f-own' : 'f-lib', x: x.toFixed(1), y: level * rowHeight, width: w.toFixed(1), height: rowHeight - 1, rx: 2}),
          chars > 2 && svg('text', {x: (x + 5).toFixed(1), y: level * rowHeight + 14.5}, text.length > chars ? text.slice(0, chars - 1) + '…' : text));
        g.addEventListener('mouseenter', () => tell(node));
        g.addEventListener('focus', () => tell(node));
        g.addEventListener('click', () => { top = node; focused = node; draw(true); });
        g.addEventListener('keydown', event => walk(event, node, nodes.map(n => n[0])));
        if (node === focused && refocus) requestAnimationFrame(() => g.focus());
        return g;
      });
      box.replaceChildren(svg('svg', {height: (depth + 1) * rowHeight, role: 'tree', 'aria-label': 'flame graph'}, drawn));
      tell(focused);
    };
    const walk = (event, node, visible) => {
      const beside = node.up ? [...node.up.below.values()].sort((a, b) => b.weight - a.weight || a.name - b.name).filter(n => visible.includes(n)) : [node];
      const to = {ArrowDown: visible.find(n => n.up === node), ArrowUp: node === top ? top.up : node.up,
        ArrowLeft: beside[beside.indexOf(node) - 1], ArrowRight: beside[beside.indexOf(node) + 1], Enter: node, Escape: root}[event.key];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape' || (event.key === 'ArrowUp' && node === top)) top = to;
      focused = to;
      draw(true);
    };
    select.addEventListener('change', () => { root = top = focused = tree(weights[select.value]); draw(false); });
    addEventListener('resize', () => draw(false));
    draw(false);
  }

  /* The eight cells */

  function cells() {
    const section = $('cells');
    section.append(el('h2', {id: 'cells-title'}, 'How exchanges ended: the eight cells'));
    if (!data.cells.length) {
      section.append(el('p', {class: 'soft'}, 'No exchange was seen.'));
      return;
    }
    const columns = ['on', 'off'].flatMap(keepAlive => [[false, false], [true, false], [false, true], [true, true]].map(([read, closed]) => ({keepAlive, read, closed})));
    const words = c => `${c.read ? 'read' : 'not read'}, ${c.closed ? 'closed' : 'not closed'}`;
    const clients = [...new Set(data.cells.map(c => c.client ?? 'unknown'))];
    const known = c => columns.some(col => col.keepAlive === c.keepAlive && col.read === c.readToEof && col.closed === c.closed);
    const sum = list => list.reduce((n, c) => n + (c.exchanges || 0), 0);
    const others = data.cells.some(c => !known(c));
    const shade = (col, n, all) => {
      if (!n) return 'cell';
      const leak = !col.read && !col.closed, waste = !col.read && col.closed && col.keepAlive === 'on';
      return 'cell ' + (leak ? 'l' : waste ? 'w' : 'o') + (n / all >= 0.1 ? '2' : '1');
    };
    section.append(
      el('p', {class: 'legend'}, [['l2', 'leaks'], ['w2', 'wastes a connection'], ['o2', 'as it should be']].map(([c, t]) => el('span', {}, el('span', {class: 'key cell ' + c}), t))),
      el('div', {class: 'card scroll'}, el('table', {class: 'heat'},
        el('thead', {}, el('tr', {}, el('td'), el('th', {colspan: '4', scope: 'colgroup'}, 'keep-alive on'), el('th', {colspan: '4', scope: 'colgroup'}, 'keep-alive off'), others && el('th', {scope: 'col', rowspan: '2'}, 'not known')),
          el('tr', {}, el('th', {scope: 'col'}, 'client'), columns.map(c => el('th', {scope: 'col'}, words(c))))),
        el('tbody', {}, clients.map(client => {
          const of = data.cells.filter(c => (c.client ?? 'unknown') === client), all = sum(of);
          return el('tr', {}, el('th', {scope: 'row'}, client), columns.map(col => {
            const n = sum(of.filter(c => c.keepAlive === col.keepAlive && c.readToEof === col.read && c.closed === col.closed));
            return el('td', {}, el('span', {class: shade(col, n, all), title: `${client}, keep-alive ${col.keepAlive}, ${words(col)}: ${number(n)} of ${number(all)}`}, n ? number(n) : '·'));
          }), others && el('td', {}, el('span', {class: 'cell'}, number(sum(of.filter(c => !known(c)))))));
        })))));
  }

  function watched() {
    const loaded = data.clients.filter(c => c.coverage.state !== 'not-loaded');
    const absent = [...new Set(data.clients.filter(c => c.coverage.state === 'not-loaded').map(c => c.coverage.client))];
    const section = $('watched');
    fill(section, {}, [el('h2', {id: 'watched-title'}, 'What was watched'),
      loaded.length ? el('div', {class: 'scroll'}, el('table', {},
        el('thead', {}, el('tr', {}, ['client', 'state', 'leaks judged'].map(h => el('th', {scope: 'col'}, h)), ['exchanges', 'JVMs'].map(h => el('th', {scope: 'col', class: 'num'}, h)))),
        el('tbody', {}, loaded.map(({coverage: c, jvms}) => el('tr', {},
          el('td', {}, `${c.client} ${c.version ?? ''}${c.relocated ? ' (relocated)' : ''}`, c.missing.length > 0 && el('small', {class: 'soft'}, el('br'), 'not found: ' + c.missing.join(', '))),
          el('td', {}, c.state ?? 'unknown'), el('td', {}, c.verdicts === 'on' ? 'yes' : 'no'), el('td', {class: 'num'}, number(c.exchanges)), el('td', {class: 'num'}, number(jvms))))))) : el('p', {class: 'soft'}, 'No HTTP client was loaded.'),
      absent.length > 0 && el('p', {class: 'soft'}, 'Not loaded: ' + absent.join(', ')),
      data.doubts.length > 0 && [el('h3', {}, 'To know')].concat(el('ul', {class: 'plain'}, data.doubts.slice(0, 200).map(d => el('li', {}, d)))),
    ]);
    const list = el('details', {}, el('summary', {}, count(data.jvms.length, 'JVM')), el('div', {class: 'scroll'}, el('table', {}, el('tbody', {}, data.jvms.map(j => el('tr', {},
      el('td', {}, j.name), el('td', {}, j.mainClass ?? ''), el('td', {}, 'Java ' + (j.java ?? '?')), el('td', {}, Object.entries(j.labels).map(([k, v]) => k + '=' + v).join(' ')),
      el('td', {}, time(j.at) + ', ' + (j.trigger ?? '') + (j.complete ? '' : ', not complete')), el('td', {class: 'num'}, number(j.exchanges) + ' exchanges')))))));
    section.append(list);
  }

  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape' && event.target.id === 'search') { event.target.value = ''; view.search = ''; rows(); event.target.blur(); return; }
    if (typing) return;
    const list = body ? [...body.querySelectorAll('tr.cause')] : [];
    const at = list.indexOf(document.activeElement);
    const act = {
      '/': () => $('search') && $('search').focus(),
      j: () => list.length && list[Math.min(list.length - 1, at + 1)].focus(),
      k: () => list.length && list[Math.max(0, at - 1)].focus(),
      t: turnTheme,
      '?': showHelp,
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener('hashchange', openNamed);
  for (const part of [header, causes, pools, flame, cells, watched]) part();
  document.documentElement.dataset.drawn = 'yes';
})();
