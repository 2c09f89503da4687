// Runs before the first paint: the theme and language of the last visit, so that the skeleton has the right colours.
// Everything else about settings is in src/app/settings.ts, which keeps these two keys up to date.
(() => {
  const root = document.documentElement;
  let theme = "system";
  let language = null;
  try {
    theme = localStorage.getItem("headwater.theme") ?? "system";
    language = localStorage.getItem("headwater.language");
  } catch {
    // Storage may be closed to us: the system's choice then.
  }
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  if (navigator.platform.startsWith("Linux")) root.dataset.os = "linux";
  root.dataset.theme = dark ? "dark" : "light";
  root.lang = language || (/^zh\b/i.test(navigator.language) ? "zh-CN" : "en");
})();
