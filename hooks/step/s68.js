// @bun
var Kc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Qc=["execute","tdd"],Du=(t,n)=>`${t}/${n+1}`;
export{Kc,Qc,Du};
