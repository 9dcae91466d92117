// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Fe={move:"next",reason:!0,waiver:"waived"},gr={move:"next",reason:!0,waiver:"overruled"},Ds={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),cs=e("stuck",{again:X,other:Ds,stop:p}),Je=e("bounded",{more:X,again:X,other:Ds,stop:p}),Rn=e("stale",{again:X,waive:Fe,stop:p}),Tn=e("stuck",{again:X,other:Ds,waive:Fe,stop:p}),Pn=e("bounded",{more:X,other:Ds,waive:Fe,stop:p}),fc=e("stuck",{again:X,waive:Fe,stop:p});
export{X,p,ve,Fe,gr,Ds,cs,Je,Rn,Tn,Pn,fc};
