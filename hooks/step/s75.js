// @bun
var Nc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Fc=["execute","tdd"],Lu=(t,n)=>`${t}/${n+1}`;
export{Nc,Fc,Lu};
