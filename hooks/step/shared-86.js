// @bun
var ue={move:"again"},P={move:"stop"},ut={move:"next",reason:!0,waiver:"accepted"},Et={move:"next",reason:!0,waiver:"waived"},Ro={move:"next",reason:!0,waiver:"overruled"},ns={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ur=e("stuck",{again:ue,other:ns,stop:P}),dr=e("bounded",{more:ue,again:ue,other:ns,stop:P}),Vs=e("stale",{again:ue,waive:Et,stop:P}),Ks=e("stuck",{again:ue,other:ns,waive:Et,stop:P}),Qs=e("bounded",{more:ue,other:ns,waive:Et,stop:P}),nc=e("stuck",{again:ue,waive:Et,stop:P});
export{ue,P,ut,Et,Ro,ns,ur,dr,Vs,Ks,Qs,nc};
