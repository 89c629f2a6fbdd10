"""How the status page looks: the editor's own colours, light or dark as the system is."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #ffffff; --text: #1c1f24; --soft: #5c6570;
  --line: #d5d9df; --accent: #2f6fe4; --good: #1f7a4d; --bad: #c0322f; --wait: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ground: #141619; --card: #1b1e23; --text: #e8eaed;
  --soft: #9ba3ae; --line: #323841; --accent: #7aa5f5; --good: #41b883; --bad: #f27d7d; --wait: #e2a33d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 56px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px; margin-bottom: 22px; }
h1 { font-size: 21px; font-weight: 650; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 15px; font-weight: 650; margin: 32px 0 10px; }
h2 span, header p { color: var(--soft); font-weight: 400; margin: 0; }
code { font: 12.5px ui-monospace, monospace; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.tile { padding: 13px 16px; }
.tile b { display: block; font-size: 21px; font-weight: 600; letter-spacing: -.01em; }
.tile span { color: var(--soft); font-size: 13px; }
.card { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: 12px; font-weight: 500; color: var(--soft); padding: 9px 14px; }
td { padding: 10px 14px; border-top: 1px solid var(--line); vertical-align: top; }
td small { display: block; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.name { min-width: 190px; overflow-wrap: anywhere; }
.state { width: 190px; white-space: nowrap; font-weight: 550; }
.COMPLETED { color: var(--good); } .FAILED { color: var(--bad); } .PAUSED { color: var(--wait); }
.PROCESSING { color: var(--accent); } .PENDING, .CANCELED { color: var(--soft); }
progress { display: block; width: 150px; height: 5px; margin-top: 7px; border: 0;
  -webkit-appearance: none; appearance: none;
  border-radius: 3px; overflow: hidden; background: var(--line); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.acts { text-align: right; white-space: nowrap; width: 1%; }
form { display: inline; }
button, .button { font: inherit; font-size: 13px; color: var(--text); background: var(--card);
  border: 1px solid var(--line); border-radius: 7px; padding: 3px 11px; margin-left: 6px;
  text-decoration: none; display: inline-block; cursor: pointer; }
a { color: var(--accent); }
button:hover, .button:hover { border-color: var(--accent); color: var(--accent); }
button:focus-visible, .button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.empty { padding: 22px 16px; color: var(--soft); margin: 0; }
.error { color: var(--bad); }
"""
