// @bun
var ae={move:"again"},k={move:"stop"},Fe={move:"next",reason:!0,waiver:"accepted"},Ye={move:"next",reason:!0,waiver:"waived"},ho={move:"next",reason:!0,waiver:"overruled"},Xs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ts=e("stuck",{again:ae,other:Xs,stop:k}),Pt=e("bounded",{more:ae,again:ae,other:Xs,stop:k}),jr=e("stale",{again:ae,waive:Ye,stop:k}),zr=e("stuck",{again:ae,other:Xs,waive:Ye,stop:k}),Ir=e("bounded",{more:ae,other:Xs,waive:Ye,stop:k}),sc=e("stuck",{again:ae,waive:Ye,stop:k});
export{ae,k,Fe,Ye,ho,Xs,ts,Pt,jr,zr,Ir,sc};
