// @bun
var ae={move:"again"},k={move:"stop"},Me={move:"next",reason:!0,waiver:"accepted"},Je={move:"next",reason:!0,waiver:"waived"},ko={move:"next",reason:!0,waiver:"overruled"},Js={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ns=e("stuck",{again:ae,other:Js,stop:k}),jt=e("bounded",{more:ae,again:ae,other:Js,stop:k}),zr=e("stale",{again:ae,waive:Je,stop:k}),Ir=e("stuck",{again:ae,other:Js,waive:Je,stop:k}),Mr=e("bounded",{more:ae,other:Js,waive:Je,stop:k}),lc=e("stuck",{again:ae,waive:Je,stop:k});
export{ae,k,Me,Je,ko,Js,ns,jt,zr,Ir,Mr,lc};
