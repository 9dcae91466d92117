// @bun
var ku=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],bu=["execute","tdd"],Pp=(t,n)=>`${t}/${n+1}`;
export{ku,bu,Pp};
