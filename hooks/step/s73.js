// @bun
var Fc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Dc=["execute","tdd"],qu=(t,n)=>`${t}/${n+1}`;
export{Fc,Dc,qu};
