// @bun
var de={move:"again"},x={move:"stop"},qe={move:"next",reason:!0,waiver:"accepted"},at={move:"next",reason:!0,waiver:"waived"},Eo={move:"next",reason:!0,waiver:"overruled"},ar={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ls=e("stuck",{again:de,other:ar,stop:x}),At=e("bounded",{more:de,again:de,other:ar,stop:x}),Dr=e("stale",{again:de,waive:at,stop:x}),Wr=e("stuck",{again:de,other:ar,waive:at,stop:x}),Br=e("bounded",{more:de,other:ar,waive:at,stop:x}),Pc=e("stuck",{again:de,waive:at,stop:x});
export{de,x,qe,at,Eo,ar,ls,At,Dr,Wr,Br,Pc};
