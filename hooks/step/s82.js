// @bun
var vs=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{vs};
