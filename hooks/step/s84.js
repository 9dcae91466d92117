// @bun
var nl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],sl=["execute","tdd"],td=(t,n)=>`${t}/${n+1}`;
export{nl,sl,td};
