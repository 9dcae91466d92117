// @bun
var tl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],nl=["execute","tdd"],Ju=(t,n)=>`${t}/${n+1}`;
export{tl,nl,Ju};
