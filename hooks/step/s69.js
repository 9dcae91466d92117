// @bun
var Ic=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Mc=["execute","tdd"],Ou=(t,n)=>`${t}/${n+1}`;
export{Ic,Mc,Ou};
