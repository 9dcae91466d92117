// @bun
var nl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],sl=["execute","tdd"],Ju=(t,n)=>`${t}/${n+1}`;
export{nl,sl,Ju};
