// @bun
var ae={move:"again"},k={move:"stop"},Ie={move:"next",reason:!0,waiver:"accepted"},Je={move:"next",reason:!0,waiver:"waived"},xo={move:"next",reason:!0,waiver:"overruled"},Qs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ss=e("stuck",{again:ae,other:Qs,stop:k}),jt=e("bounded",{more:ae,again:ae,other:Qs,stop:k}),zr=e("stale",{again:ae,waive:Je,stop:k}),Mr=e("stuck",{again:ae,other:Qs,waive:Je,stop:k}),Ir=e("bounded",{more:ae,other:Qs,waive:Je,stop:k}),dc=e("stuck",{again:ae,waive:Je,stop:k});
export{ae,k,Ie,Je,xo,Qs,ss,jt,zr,Mr,Ir,dc};
