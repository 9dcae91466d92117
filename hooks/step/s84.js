// @bun
var ol=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],rl=["execute","tdd"],sd=(t,n)=>`${t}/${n+1}`;
export{ol,rl,sd};
