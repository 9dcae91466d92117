// @bun
var ae={move:"again"},k={move:"stop"},Ie={move:"next",reason:!0,waiver:"accepted"},et={move:"next",reason:!0,waiver:"waived"},go={move:"next",reason:!0,waiver:"overruled"},Hs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),es=e("stuck",{again:ae,other:Hs,stop:k}),Pt=e("bounded",{more:ae,again:ae,other:Hs,stop:k}),Pr=e("stale",{again:ae,waive:et,stop:k}),Ar=e("stuck",{again:ae,other:Hs,waive:et,stop:k}),Cr=e("bounded",{more:ae,other:Hs,waive:et,stop:k}),Ja=e("stuck",{again:ae,waive:et,stop:k});
export{ae,k,Ie,et,go,Hs,es,Pt,Pr,Ar,Cr,Ja};
