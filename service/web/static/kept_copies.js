// What this browser keeps of unsaved drafts, per user, draft and window: keys `van-ban.soan.<login>.<draft>.<window>`.

export const prefixOf = (login) => `van-ban.soan.${login}.`;

// Keys of one user; a login may be the beginning of another one ("lan", "lan.tt").
export function keysOf(login) {
  const prefix = prefixOf(login);
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix) && /^[^.]+\.[^.]+$/.test(key.slice(prefix.length)));
  } catch {
    return []; // switched off: nothing is kept
  }
}

export const draftsOf = (login) => [...new Set(keysOf(login).map((key) => key.slice(prefixOf(login).length).split(".")[0]))];

export function dropCopies(login) {
  for (const key of keysOf(login)) localStorage.removeItem(key);
}
