// @bun
var Vn=".task/council",kr=".task/council/refined-prompt.json",gl=".task/council/host-audit.json",eo=".task/council/audit-result.json",ii=".task/council/research-packet.json",hl=".task/council/plans/",ot=".task/council/master_plan.md",ad=".task/council/seats/";
export{Vn,kr,gl,eo,ii,hl,ot,ad};
