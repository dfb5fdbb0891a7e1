// Dark or light as chosen on the other pages, before anything is painted.
const kept = localStorage.getItem("mantine-color-scheme-value");
const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
