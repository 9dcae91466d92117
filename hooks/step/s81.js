// @bun
var Vn=".task/council",yr=".task/council/refined-prompt.json",ul=".task/council/host-audit.json",Qr=".task/council/audit-result.json",ti=".task/council/research-packet.json",dl=".task/council/plans/",Gt=".task/council/master_plan.md",Yu=".task/council/seats/";
export{Vn,yr,ul,Qr,ti,dl,Gt,Yu};
