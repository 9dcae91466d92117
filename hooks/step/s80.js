// @bun
var Hn=".task/council",yr=".task/council/refined-prompt.json",gl=".task/council/host-audit.json",no=".task/council/audit-result.json",ci=".task/council/research-packet.json",hl=".task/council/plans/",ot=".task/council/master_plan.md",cd=".task/council/seats/";
export{Hn,yr,gl,no,ci,hl,ot,cd};
