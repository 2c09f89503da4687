//! What is not part of the page neither runs nor loads: everything that markup can do is put into the real page, and nothing
//! comes of it. The control is the same engine without our policy: there all of it works.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::tempdir;

use crate::driver::Window;

/// What is planted to run, with the rule that forbids it in the words of its event (W3C, Content Security Policy 3).
const RUNS: &[(&str, &str)] = &[
    ("script", "script-src-elem inline"),
    ("handler", "script-src-attr inline"),
    ("eval", "script-src eval"),
    ("timer", "script-src eval"),
    ("style", "style-src-elem inline"),
    ("style attribute", "style-src-attr inline"),
    ("link", "script-src-elem inline"),
    // Its document has the policy of the page; the events are its own.
    ("srcdoc", ""),
];

/// What is planted to load from elsewhere, by its path, with the rule that forbids it.
const LOADS: &[(&str, &str)] = &[
    ("/image.png", "img-src ADDRESS/image.png"),
    ("/script.js", "script-src-elem ADDRESS/script.js"),
    ("/style.css", "style-src-elem ADDRESS/style.css"),
    ("/fetch", "connect-src ADDRESS/fetch"),
    ("/beacon", "connect-src ADDRESS/beacon"),
    ("/socket", "connect-src ws://"),
    ("/frame", "frame-src ADDRESS"),
    ("/object", "object-src ADDRESS"),
    ("/font", "font-src ADDRESS/font"),
    ("/sound", "media-src ADDRESS/sound"),
];

/// Two ways out of the page, with the rule for one of them; the other is the shell's.
const LEAVES: &[(&str, &str)] = &[("/form", "form-action ADDRESS/form"), ("/away", "")];

/// `ADDRESS` is the listener's.
const PLANT: &str = "
    const at = 'ADDRESS';
    window.ran = [];
    window.blocked = [];
    document.addEventListener('securitypolicyviolation', event =>
        window.blocked.push(`${event.effectiveDirective} ${event.blockedURI}`));
    const add = (tag, more) => {
        const made = Object.assign(document.createElement(tag), more);
        document.body.append(made);
        return made;
    };
    const attempt = what => { try { what() } catch {} };
    add('script', { textContent: 'window.ran.push(\"script\")' });
    const button = add('button', {});
    button.setAttribute('onclick', 'window.ran.push(\"handler\")');
    button.click();
    attempt(() => (0, eval)('window.ran.push(\"eval\")'));
    attempt(() => setTimeout('window.ran.push(\"timer\")', 0));
    add('style', { textContent: 'body { outline: 7px solid red }' });
    add('i', { id: 'styled' }).setAttribute('style', 'outline: 7px solid red');
    add('a', { href: 'javascript:void window.ran.push(\"link\")' }).click();
    add('iframe', { srcdoc: '<script>parent.ran.push(\"srcdoc\")<\\/script>' });
    add('img', { src: `${at}/image.png` });
    add('script', { src: `${at}/script.js` });
    add('link', { rel: 'stylesheet', href: `${at}/style.css` });
    fetch(`${at}/fetch`).catch(() => {});
    attempt(() => navigator.sendBeacon(`${at}/beacon`, 'x'));
    attempt(() => new WebSocket(`${at}/socket`.replace('http', 'ws')));
    add('iframe', { src: `${at}/frame` });
    add('object', { data: `${at}/object`, type: 'text/html' });
    new FontFace('planted', `url(${at}/font)`).load().catch(() => {});
    add('audio', { src: `${at}/sound`, preload: 'auto' }).load();";

const LOOK: &str = "
    const outlined = where => getComputedStyle(where).outlineWidth === '7px';
    const ran = [...window.ran];
    if (outlined(document.body)) ran.push('style');
    if (outlined(document.getElementById('styled'))) ran.push('style attribute');
    return { ran, blocked: window.blocked };";

const LEAVE: &str = "
    const form = Object.assign(document.createElement('form'), { action: 'ADDRESS/form', target: 'TARGET' });
    document.body.append(form);
    form.submit();
    if ('TARGET' === '') setTimeout(() => { location.href = 'ADDRESS/away' }, 300);
    else document.getElementById('second').src = 'ADDRESS/away';";

/// A server on this computer that remembers what it was asked for.
struct Listener {
    at: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let record = Arc::clone(&record);
                std::thread::spawn(move || answer(stream, &record));
            }
        });
        Self { at, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Records the path, or that somebody connected and said nothing, and answers with an empty page.
fn answer(mut stream: TcpStream, record: &Mutex<Vec<String>>) {
    let mut head = [0; 4_096];
    let read = stream.read(&mut head).unwrap_or_default();
    let line = String::from_utf8_lossy(&head[..read]);
    let path = line.split(' ').nth(1).unwrap_or("a connection").split('?').next().unwrap_or_default().to_owned();
    record.lock().unwrap().push(path);
    let body = "<!doctype html><title>planted</title><iframe name=first></iframe><iframe id=second></iframe>";
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
}

/// Looks until what is seen suffices, or ten seconds are over.
async fn look(window: &Window, enough: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let seen = window.run(LOOK).await;
        if enough(&seen) || began.elapsed() > Duration::from_secs(10) {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn holds(list: &Value, start: &str) -> bool {
    list.as_array().is_some_and(|all| all.iter().any(|one| one.as_str().is_some_and(|one| one.starts_with(start))))
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn nothing_that_is_not_part_of_the_page_runs_or_loads() {
    let (home, listener) = (tempdir().unwrap(), Listener::start());
    let window = Window::open(home.path()).await;
    window.see("No data sources yet").await;
    window.run(&PLANT.replace("ADDRESS", &listener.at)).await;
    window.run(&LEAVE.replace("ADDRESS", &listener.at).replace("TARGET", "")).await;
    let rules = RUNS.iter().chain(LOADS).chain(LEAVES).filter(|(_, rule)| !rule.is_empty());
    let rules: Vec<_> = rules.map(|(_, rule)| rule.replace("ADDRESS", &listener.at)).collect();
    let seen = look(&window, |seen| rules.iter().all(|rule| holds(&seen["blocked"], rule))).await;
    for rule in &rules {
        assert!(holds(&seen["blocked"], rule), "{rule} was not refused: {seen:#}");
    }
    // What is not refused by a rule of its own has had its time by then.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let seen = window.run(LOOK).await;
    assert_eq!(seen["ran"], serde_json::json!([]), "something ran");
    assert_eq!(listener.heard(), [""; 0], "something was asked for");
    window.press("Settings").await;
    window.see("Appearance").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a display: tests/desktop/run"]
async fn all_of_it_runs_and_loads_where_there_is_no_policy() {
    let listener = Listener::start();
    let Some(window) = Window::plain(&listener.at).await else {
        println!("not run: WebKit's MiniBrowser is not installed");
        return;
    };
    window.run(&PLANT.replace("ADDRESS", &listener.at)).await;
    window.run(&LEAVE.replace("ADDRESS", &listener.at).replace("TARGET", "first")).await;
    let heard = |path: &&str| listener.heard().iter().any(|heard| heard == path);
    let loads = || LOADS.iter().chain(LEAVES).map(|(path, _)| *path);
    let ran = |seen: &Value, name: &str| seen["ran"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let runs = || RUNS.iter().map(|(name, _)| *name);
    let seen = look(&window, |seen| runs().all(|name| ran(seen, name)) && loads().all(|path| heard(&path))).await;
    let idle: Vec<_> = runs().filter(|name| !ran(&seen, name)).collect();
    let silent: Vec<_> = loads().filter(|path| !heard(path)).collect();
    assert!(idle.is_empty() && silent.is_empty(), "did not run: {idle:?}, did not load: {silent:?}");
    window.close().await;
}
