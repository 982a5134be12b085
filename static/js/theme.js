// Sets the remembered theme before the first paint; runs in <head>, so it must stay this small.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's theme is then used.
}
