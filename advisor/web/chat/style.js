// The look of the chat. Constructed in script, so a page's policy needs no 'unsafe-inline'.

const CSS = `
:host {
  --accent: #0b6b62; --accent-deep: #084f49; --on-accent: #fff; --accent-soft: #e3f2ef;
  --ground: #fff; --soft: #f2f5f5; --line: #dde4e4; --ink: #16211f; --quiet: #566562; --warn: #9a3412; --warn-soft: #fff3e6;
  --font: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    system-ui, -apple-system, "Segoe UI", sans-serif;
  position: fixed; z-index: 2147483000; inset: auto 0 0 auto; color-scheme: light dark;
  font: 15px/1.6 var(--font); color: var(--ink); text-align: left;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: #5cc9b8; --accent-deep: #8fe0d2; --on-accent: #06231f; --accent-soft: #16332f;
    --ground: #141a1a; --soft: #1f2827; --line: #34403e; --ink: #e8efed; --quiet: #a3b3b0; --warn: #fdba74; --warn-soft: #33230f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; padding: 0; touch-action: manipulation; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; display: block; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher { position: fixed; right: 20px; bottom: calc(20px + env(safe-area-inset-bottom)); display: flex; align-items: center; gap: 8px;
  min-height: 52px; padding: 0 20px; border-radius: 26px; background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: 0 6px 24px #0003; }
.unread { min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; background: #c2410c; color: #fff; font-size: 13px; line-height: 22px; text-align: center; }

.panel { position: fixed; right: 20px; bottom: 20px; width: 400px; height: min(680px, calc(100dvh - 40px)); display: flex; flex-direction: column;
  background: var(--ground); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 12px 48px #0003; overflow: hidden; }
@media (min-width: 1100px) {
  :host([docked]) .panel { right: 0; bottom: 0; top: var(--advisor-chat-top, 0px); width: 400px; height: auto; border-width: 0 0 0 1px; border-radius: 0; box-shadow: none; }
  :host([docked]) .close { display: none; }
}
@media (max-width: 640px) {
  .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; padding-bottom: env(safe-area-inset-bottom); }
}

.head { display: flex; align-items: center; gap: 10px; min-height: 60px; padding: 6px 8px 6px 16px; border-bottom: 1px solid var(--line); }
.mark { flex: none; width: 36px; height: 36px; border-radius: 10px; display: grid; place-items: center; background: var(--accent); color: var(--on-accent); }
.names { flex: 1; min-width: 0; line-height: 1.3; }
.names h2 { margin: 0; font-size: 16px; line-height: 1.3; }
.names span { font-size: 13px; color: var(--quiet); }
.names i { display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: #15a06b; }
.names i.off { background: #c2410c; }
.tool { min-width: 44px; height: 44px; border-radius: 10px; display: grid; place-items: center; color: var(--quiet); font-size: 14px; }
.tool:hover { background: var(--soft); color: var(--ink); }

.banner { margin: 0; padding: 8px 16px; background: var(--warn-soft); color: var(--warn); font-size: 14px; }
.scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 16px 8px; position: relative; }
.intro { padding: 14px 16px; border-radius: 12px; background: var(--accent-soft); }
.intro b { display: block; margin-bottom: 2px; }
.intro p { margin: 0; font-size: 14px; }
.intro .privacy { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--quiet); font-size: 13px; }
.starters { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.starters button { min-height: 44px; padding: 0 16px; border: 1px solid var(--accent); border-radius: 22px; background: var(--ground); color: var(--accent); }
.starters button:first-child { background: var(--accent); color: var(--on-accent); }
.earlier { display: block; min-height: 44px; margin: 0 auto; padding: 0 16px; color: var(--accent); }
ol { list-style: none; margin: 0; padding: 0; }
.divider { margin: 16px 0 8px; text-align: center; color: var(--quiet); font-size: 13px; }
.system { margin: 12px auto; padding: 6px 14px; width: fit-content; max-width: 90%; border-radius: 14px; background: var(--soft); color: var(--quiet); font-size: 13px; text-align: center; }
.turn { margin: 10px 0; display: flex; flex-direction: column; align-items: flex-start; }
.turn.merchant { align-items: flex-end; }
.who { margin: 0 2px 3px; font-size: 13px; color: var(--quiet); }
.turn.agent .who { color: var(--accent); font-weight: 600; }
.bubble { max-width: 88%; padding: 9px 13px; border-radius: 4px 14px 14px 14px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
.merchant .bubble { border-radius: 14px 4px 14px 14px; background: var(--accent); color: var(--on-accent); }
.agent .bubble { background: var(--accent-soft); }
.bubble a { color: var(--accent); }
.point { display: inline-block; width: 100%; padding-left: 1em; text-indent: -1em; }
.merchant .bubble a { color: inherit; }
.file { display: flex; align-items: center; gap: 10px; }
.file small { display: block; opacity: .85; font-size: 13px; }
.picture { display: block; width: 100%; margin-top: 6px; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: #fff; cursor: zoom-in; }
.picture img { display: block; width: 100%; height: auto; }
.picture span { display: grid; place-items: center; aspect-ratio: 1; padding: 16px; color: #566562; }
.card { width: 100%; margin-top: 6px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 12px; }
.card h3 { margin: 0; font-size: 16px; }
.card p { margin: 2px 0 0; color: var(--quiet); font-size: 14px; white-space: pre-wrap; }
.card dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 14px; margin: 8px 0 0; }
.card dt { color: var(--quiet); }
.card dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.buttons button { min-height: 44px; padding: 8px 16px; border: 1px solid var(--accent); border-radius: 22px; color: var(--accent); background: var(--ground); line-height: 1.35; text-align: left; }
.buttons button:hover { background: var(--accent-soft); }
.past .buttons button { border-color: var(--line); color: var(--quiet); }
.link span { display: block; margin-top: 3px; color: var(--warn); font-size: 13px; }
.state { margin: 3px 2px 0; font-size: 13px; color: var(--quiet); display: flex; gap: 4px 12px; flex-wrap: wrap; align-items: center; justify-content: flex-end; }
.state.failed { color: var(--warn); }
.state button { min-height: 44px; min-width: 44px; color: var(--accent); text-decoration: underline; }
progress { display: block; width: 100%; height: 6px; margin: 6px 0 3px; border: 0; border-radius: 3px; overflow: hidden; appearance: none; background: #fff5; }
progress::-webkit-progress-bar { background: #fff5; }
progress::-webkit-progress-value { background: currentColor; }
progress::-moz-progress-bar { background: currentColor; }
.typing { display: flex; gap: 5px; align-items: center; width: fit-content; margin: 10px 0; padding: 14px 16px; border-radius: 4px 14px 14px 14px; background: var(--soft); }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--quiet); animation: pulse 1.2s infinite ease-in-out; }
.typing i:nth-child(2) { animation-delay: .15s; }
.typing i:nth-child(3) { animation-delay: .3s; }
@keyframes pulse { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
.newest { position: sticky; bottom: 4px; display: block; margin: 0 0 0 auto; min-height: 44px; padding: 0 18px; border-radius: 22px; background: var(--ink); color: var(--ground); box-shadow: 0 4px 16px #0003; }

.quick { display: flex; gap: 6px; padding: 6px 12px; overflow-x: auto; scrollbar-width: none; border-top: 1px solid var(--line); }
.quick button { flex: none; min-height: 44px; padding: 0 12px; border-radius: 22px; background: var(--soft); font-size: 14px; }
.quick button:hover { background: var(--accent-soft); }
form { display: flex; align-items: flex-end; gap: 6px; padding: 4px 10px; }
form .box { flex: 1; min-width: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--ground); }
form .box:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
textarea { display: block; width: 100%; min-height: 44px; max-height: 140px; padding: 9px 12px; border: 0; outline: 0; resize: none; background: none; font-size: 16px; line-height: 1.5; }
textarea:focus-visible { outline: 0; }
textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { background: var(--accent); color: var(--on-accent); width: 44px; height: 44px; border-radius: 12px; display: grid; place-items: center; }
.send:hover { background: var(--accent-deep); }
.send[aria-disabled="true"] { background: var(--soft); color: var(--quiet); cursor: default; }
.note { min-height: 20px; margin: 0; padding: 0 16px 8px; font-size: 12px; color: var(--quiet); text-align: center; }
.note.warn { color: var(--warn); font-size: 14px; }

dialog { border: 0; padding: 0; width: 100vw; height: 100dvh; max-width: none; max-height: none; background: #0e1413; color: #fff; }
dialog::backdrop { background: #000c; }
dialog .tool { position: fixed; top: 8px; right: 8px; width: 48px; height: 48px; color: #fff; background: #0008; }
dialog figure { margin: 0; height: 100%; overflow: auto; display: grid; place-items: safe center; }
dialog img { width: max(100%, min(900px, 200vw)); max-width: 1600px; background: #fff; }
@media (min-width: 900px) { dialog img { width: auto; max-width: 96vw; max-height: 96dvh; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; scroll-behavior: auto !important; } }
@media (forced-colors: active) { .bubble, .buttons button, .quick button { border: 1px solid; } }
`;

export function sheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(CSS);
  return made;
}
