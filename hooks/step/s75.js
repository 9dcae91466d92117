// @bun
var Ji=(t)=>t<3?`at most ${t}`:`3 to ${Math.min(9,t)}`;
export{Ji};
