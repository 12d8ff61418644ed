/** The light tokens of look.md; a report is read in print and on screen. */
export const reportStyle = `
:root{--bg0:#FFFFFF;--bg1:#F5F7FA;--bg2:#E9EDF2;--text1:#131A22;--text2:#414C59;--text3:#596573;--line:#D3D9E1;
--accent:#1B5CC4;--danger:#B3162B;--added:#DFF3E6;--removed:#FBE3E5;--warning:#FFF1D6;--range:#4A2FA8;--range-bg:#EFE8FF;
--mono:"JetBrains Mono","DejaVu Sans Mono",ui-monospace,Menlo,Consolas,monospace}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:16px}
body{margin:0;background:var(--bg0);color:var(--text1);font:14px/22px Inter,"Segoe UI",system-ui,"Noto Sans","DejaVu Sans",sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
.strip{background:var(--range-bg);color:var(--range);font-size:12px;line-height:16px;font-weight:500;padding:8px 32px}
.page{display:grid;grid-template-columns:216px minmax(0,1fr);gap:48px;max-width:1280px;margin:0 auto;padding:32px}
nav{position:sticky;top:32px;align-self:start;font-size:13px;line-height:20px}
nav ol{list-style:none;margin:0;padding:0}
nav li{padding:4px 0}
nav a{color:var(--text2);text-decoration:none}
nav a:hover{color:var(--accent);text-decoration:underline}
nav .count{color:var(--text3);font-size:12px}
main{min-width:0}
header{padding-bottom:24px;border-bottom:1px solid var(--line)}
.kicker{color:var(--text3);font-size:12px;line-height:16px;margin:0 0 8px}
h1{font-size:28px;line-height:36px;font-weight:600;margin:0 0 16px;overflow-wrap:anywhere}
h2{font-size:20px;line-height:28px;font-weight:600;margin:48px 0 12px}
h3{font-size:16px;line-height:24px;font-weight:600;margin:24px 0 8px}
p{margin:0 0 12px;max-width:760px;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.lead{font-size:16px;line-height:24px}
.quiet{color:var(--text3)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px;margin:0 0 12px}
dt{color:var(--text2);font-size:13px;line-height:22px}
dd{margin:0;overflow-wrap:anywhere}
.mono{font-family:var(--mono);font-size:12px;line-height:18px;overflow-wrap:anywhere;unicode-bidi:isolate}
.scroll{overflow-x:auto;margin:0 0 12px}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
th{text-align:left;font-size:12px;line-height:16px;font-weight:500;color:var(--text2);background:var(--bg1);padding:6px 8px;border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td.nowrap,.word{white-space:nowrap}
td.ip{min-width:128px}td.place{min-width:136px}td.actor{min-width:200px}td.source{min-width:112px}
.fraction{color:var(--text3)}
.statement{border-left:3px solid var(--line);padding:0 0 0 16px;margin:0 0 16px;max-width:760px}
.statement.fact{border-left-color:var(--text2)}
.statement.opinion{border-left-style:dashed;border-left-color:#79838F}
.statement p{margin:0 0 4px}
.meta{color:var(--text3);font-size:12px;line-height:18px}
.cite{font-size:12px;line-height:16px;white-space:nowrap;text-decoration:none;font-weight:500}
.cite:hover{text-decoration:underline}
.uncited,.word{display:inline-block;font-size:12px;line-height:16px;font-weight:500;padding:0 6px;border-radius:4px}
.uncited{background:var(--warning)}
.word{border:1px solid #79838F;color:var(--text1)}
.word.red{color:var(--danger);border-color:var(--danger)}
.severity{white-space:nowrap;font-weight:500}
.critical{color:#A3123A}.high{color:#B93A0C}.medium{color:#7F5A00}.low{color:#1F6A75}.info{color:#566270}
.note{border:1px solid var(--line);border-radius:6px;padding:12px 16px;margin:0 0 16px;max-width:760px}
.note p:last-child{margin:0}
.block{border-top:1px solid var(--line);padding:12px 0 4px;break-inside:avoid}
.block:target{box-shadow:-3px 0 0 0 var(--accent),-16px 0 0 0 #E3EDFB;background:#E3EDFB}
.block h3{margin:0 0 4px;font-size:14px;line-height:22px}
.removed{background:var(--removed)}.added{background:var(--added)}
.comment{border-left:2px solid var(--line);padding-left:8px;margin:4px 0;font-size:13px;line-height:20px}
.tag{display:inline-block;border:1px solid #79838F;border-radius:4px;font-size:12px;line-height:16px;padding:0 6px;margin:2px 4px 2px 0}
footer{margin-top:48px;padding-top:16px;border-top:1px solid var(--line);color:var(--text3);font-size:12px;line-height:18px}
@media (max-width:900px){.page{display:block;padding:16px}nav{position:static;margin-bottom:24px}}
@media print{body{font-size:10pt;line-height:14pt}nav{display:none}.page{display:block;max-width:none;padding:0}.strip{border:1px solid var(--range)}
h2{break-after:avoid}tr,.statement,.block{break-inside:avoid}.scroll{overflow:visible}a{color:inherit}}
`;
