// @bun
var sl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],ol=["execute","tdd"],td=(t,n)=>`${t}/${n+1}`;
export{sl,ol,td};
