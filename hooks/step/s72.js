// @bun
var Xc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Jc=["execute","tdd"],qu=(t,n)=>`${t}/${n+1}`;
export{Xc,Jc,qu};
