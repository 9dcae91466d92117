// @bun
var de={move:"again"},x={move:"stop"},qe={move:"next",reason:!0,waiver:"accepted"},at={move:"next",reason:!0,waiver:"waived"},jo={move:"next",reason:!0,waiver:"overruled"},ur={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ls=e("stuck",{again:de,other:ur,stop:x}),Pt=e("bounded",{more:de,again:de,other:ur,stop:x}),Gr=e("stale",{again:de,waive:at,stop:x}),Zr=e("stuck",{again:de,other:ur,waive:at,stop:x}),Ur=e("bounded",{more:de,other:ur,waive:at,stop:x}),zc=e("stuck",{again:de,waive:at,stop:x});
export{de,x,qe,at,jo,ur,ls,Pt,Gr,Zr,Ur,zc};
