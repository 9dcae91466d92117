// @bun
var ae={move:"again"},k={move:"stop"},Me={move:"next",reason:!0,waiver:"accepted"},Ye={move:"next",reason:!0,waiver:"waived"},wo={move:"next",reason:!0,waiver:"overruled"},Qs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ns=e("stuck",{again:ae,other:Qs,stop:k}),Ct=e("bounded",{more:ae,again:ae,other:Qs,stop:k}),jr=e("stale",{again:ae,waive:Ye,stop:k}),zr=e("stuck",{again:ae,other:Qs,waive:Ye,stop:k}),Ir=e("bounded",{more:ae,other:Qs,waive:Ye,stop:k}),cc=e("stuck",{again:ae,waive:Ye,stop:k});
export{ae,k,Me,Ye,wo,Qs,ns,Ct,jr,zr,Ir,cc};
