// @bun
var Bs=({task:t,nonce:s})=>`  "task": "${t}",
  "nonce": "${s}",`;
export{Bs};
