// @bun
var Ts=".task/council",yr=".task/council/refined-prompt.json",el=".task/council/host-audit.json",Qr=".task/council/audit-result.json",Jo=".task/council/research-packet.json",tl=".task/council/plans/",Bt=".task/council/master_plan.md",Mu=".task/council/seats/";
export{Ts,yr,el,Qr,Jo,tl,Bt,Mu};
