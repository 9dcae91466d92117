// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Fe={move:"next",reason:!0,waiver:"waived"},yr={move:"next",reason:!0,waiver:"overruled"},Ds={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),as=e("stuck",{again:X,other:Ds,stop:p}),Ye=e("bounded",{more:X,again:X,other:Ds,stop:p}),Rn=e("stale",{again:X,waive:Fe,stop:p}),Tn=e("stuck",{again:X,other:Ds,waive:Fe,stop:p}),Pn=e("bounded",{more:X,other:Ds,waive:Fe,stop:p}),pc=e("stuck",{again:X,waive:Fe,stop:p});
export{X,p,ve,Fe,yr,Ds,as,Ye,Rn,Tn,Pn,pc};
