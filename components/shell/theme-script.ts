/** The key of the chosen theme in the storage; without it the system's theme is used. */
export const THEME_KEY = 'pilothouse.theme';

/**
 * Runs in `<head>` before the first paint: `?theme=dark|light` of this page, else dark on the wall, else the kept choice, else the
 * system's theme. It must not throw (storage may be forbidden).
 */
export const THEME_SCRIPT = `(function(){try{var q=new URLSearchParams(location.search).get('theme');var t=q==='dark'||q==='light'?q:location.pathname==='/wall'?'dark':localStorage.getItem('${THEME_KEY}');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch(e){}})()`;
