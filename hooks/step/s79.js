// @bun
var Wc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],qc=["execute","tdd"],Gu=(t,n)=>`${t}/${n+1}`;
export{Wc,qc,Gu};
