// @bun
var As=".task/council",cr=".task/council/refined-prompt.json",Lu=".task/council/host-audit.json",Zr=".task/council/audit-result.json",ha=".task/council/research-packet.json",Nu=".task/council/plans/",Rt=".task/council/master_plan.md",Qp=".task/council/seats/";
export{As,cr,Lu,Zr,ha,Nu,Rt,Qp};
